import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import * as operations from '@supergraph/schema';
import { Kind, OperationTypeNode, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, RUNS, type Callers, type OperationRun } from '../operation-budgets/runs.js';
import { startRouterProcess, type RouterProcess } from '../security/support/router-process.js';
import { accessTokenOf, createClient, type Client, type GraphQLAnswer } from '../support/client.js';
import { startTestSupergraph } from '../support/supergraph.js';

// Every registered operation through two routers over the same subgraphs: one with the compiled execution, as it comes,
// and one with the stock execution. Queries must have the same answers; mutations, which cannot be run twice on the
// same things, answers of the same shape.

let supergraph: Supergraph;
let stock: RouterProcess;
let compiledCallers: Callers;
let stockCallers: Callers;

beforeAll(async () => {
  supergraph = await startTestSupergraph();
  const { urls, envelopeSecrets: secrets } = supergraph;
  stock = await startRouterProcess({
    env: {
      ROUTER_EXECUTION: 'apollo',
      SUPERGRAPH_PATH: resolve(import.meta.dirname, '../../../schema/supergraph.graphql'),
      SUBGRAPH_URLS: (['products', 'orders', 'users'] as const)
        .map((name) => `${name}=${urls[name]}`)
        .join(','),
      ENVELOPE_KEYS_OUT: (['products', 'orders', 'users'] as const)
        .map((name) => `${name}=local:${secrets[`router-${name}`]}`)
        .join(','),
      JWT_JWKS_URL: new URL('/.well-known/jwks.json', urls.users).href,
      JWT_ISSUER: 'https://users.supergraph.local',
      JWT_AUDIENCE: 'supergraph',
    },
  });
  const ownerEmail = `${randomUUID()}@execution.test`;
  const input = { name: 'Owner', email: ownerEmail, password: PASSWORD };
  await createClient(supergraph.url).data(operations.webSignUp.text, { input });
  const tokens = {
    customer: await accessTokenOf(supergraph.url, 'customer@demo.shop'),
    staff: await accessTokenOf(supergraph.url, 'staff@demo.shop'),
    owner: await accessTokenOf(supergraph.url, ownerEmail, PASSWORD),
  };
  const callersOf = (url: string): Callers => ({
    anonymous: createClient(url),
    customer: createClient(url, tokens.customer),
    staff: createClient(url, tokens.staff),
    owner: createClient(url, tokens.owner),
    ownerEmail,
  });
  compiledCallers = callersOf(supergraph.url);
  stockCallers = callersOf(stock.url);
}, 120_000);

afterAll(async () => {
  await stock.stop();
  await supergraph.stop();
});

it('runs every registered operation', () => {
  const registered = Object.values(operations).map(({ name }) => name);
  expect(RUNS.map(({ document }) => document.name).sort()).toEqual(registered.sort());
});

describe('the compiled and the stock execution answer alike', () => {
  it.each(RUNS.map((run) => [run.document.name, run] as const))('%s', async (_name, run) => {
    const { text } = run.document;
    if (isQuery(text)) {
      const variables = await run.prepare(compiledCallers);
      for (const client of differentCallers(run)) {
        const [compiled, expected] = await Promise.all([
          client(compiledCallers).ask(text, variables),
          client(stockCallers).ask(text, variables),
        ]);
        expect(comparable(compiled)).toEqual(comparable(expected));
      }
    } else {
      // The same preparation: what is prepared must not tell them apart.
      const compiled = await run.as(compiledCallers).ask(text, await run.prepare(compiledCallers));
      const expected = await run.as(stockCallers).ask(text, await run.prepare(compiledCallers));
      expect(shapeOf(comparable(compiled))).toEqual(shapeOf(comparable(expected)));
      expect(compiled.errors).toBeUndefined();
    }
  });
});

/** Whoever an operation is for, and somebody who may see less of it. */
function differentCallers({ as }: OperationRun): readonly ((callers: Callers) => Client)[] {
  return [as, (callers) => callers.anonymous, (callers) => callers.owner];
}

function isQuery(text: string): boolean {
  return parse(text).definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.QUERY,
  );
}

/** An answer whose errors are in an order of their own, without the request's id. */
function comparable({ status, data, errors: told }: GraphQLAnswer) {
  const errors = told?.map(({ message, path, extensions }) =>
    JSON.stringify({ message, path, code: extensions?.code }),
  );
  return { status, data: JSON.stringify(data), errors: errors?.sort() };
}

/** The text of an answer without its values: keys in their order, types, and which of them are null. */
function shapeOf({ status, data, errors }: ReturnType<typeof comparable>) {
  const shape = data.replace(/:"(?:[^"\\]|\\.)*"/g, ':""').replace(/:-?\d[\d.e+-]*/g, ':0');
  return { status, shape, errors };
}
