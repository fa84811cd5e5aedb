import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import * as operations from '@supergraph/schema';
import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import { Kind, OperationTypeNode, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStockRouter } from '../../../router/src/testing/stock-router.js';
import { accessTokenOf, createClient, type Client, type GraphQLAnswer } from '../support/client.js';
import { startTestSupergraph } from '../support/supergraph.js';
import { createCommandCounter } from './database-commands.js';
import { PASSWORD, RUNS, type Callers, type OperationRun } from './runs.js';

// Each registered operation's number of database commands is checked in, next to its budget in the schema check. The
// test measures the number again and fails if it is higher. MEASURE=1 updates the file.
const file = resolve(import.meta.dirname, '../../../schema/plans/measured.json');
const isMeasuring = process.env.MEASURE === '1';
const recorded = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
const measured = new Map<string, number>();

const cases = RUNS.map((run) => [run.document.name, run] as const);

// Every registered operation is sent to this router and to a stock ApolloServer with ApolloGateway, over the same
// subgraphs. For queries the answers must be equal. For mutations, which cannot be repeated on the same data, the
// answers must have the same shape. The stock gateway does not enforce authorization, but the subgraphs do. So a caller
// with fewer rights gets the same data from both routers, but with different errors.

let supergraph: Supergraph;
let stock: Awaited<ReturnType<typeof startStockRouter>>;
let callers: Callers;
let stockCallers: Callers;
let countCommands: Awaited<ReturnType<typeof createCommandCounter>>;

beforeAll(async () => {
  const mailbox: string[] = [];
  supergraph = await startTestSupergraph({
    // Less often than the default, because the recovery worker's queries would be counted.
    env: { orders: { RECOVERY_INTERVAL_MS: '60000' } },
    onMail: ({ text }) => mailbox.push(text),
  });
  const { urls, envelopeSecrets: secrets } = supergraph;
  stock = await startStockRouter({
    supergraphSdl: await readFile(resolve(import.meta.dirname, '../../../schema/supergraph.graphql'), 'utf8'),
    urls,
    envelopeKeys: repositorySubgraphNames()
      .map((name) => `${name}=local:${secrets[`router-${name}`]}`)
      .join(','),
  });
  const ownerEmail = `${randomUUID()}@operations.test`;
  const signUp = async (email: string) => {
    const input = { name: 'Owner', email, password: PASSWORD };
    await createClient(supergraph.url).data(operations.webSignUp.text, { input });
    return accessTokenOf(supergraph.url, email, PASSWORD);
  };
  const tokens = {
    customer: await accessTokenOf(supergraph.url, 'customer@demo.shop'),
    staff: await accessTokenOf(supergraph.url, 'staff@demo.shop'),
    owner: await signUp(ownerEmail),
  };
  const callersAt = (url: string): Callers => ({
    anonymous: createClient(url),
    customer: createClient(url, tokens.customer),
    staff: createClient(url, tokens.staff),
    owner: createClient(url, tokens.owner),
    ownerEmail,
    mailbox,
    renewOwner: async () => {
      tokens.owner = await accessTokenOf(supergraph.url, ownerEmail, PASSWORD).catch(() =>
        signUp(ownerEmail),
      );
      openCallers();
    },
    createNewcomer: async () => createClient(url, await signUp(`${randomUUID()}@operations.test`)),
  });
  const openCallers = () => {
    callers = callersAt(supergraph.url);
    stockCallers = callersAt(stock.url);
  };
  openCallers();
  countCommands = await createCommandCounter(supergraph.adminUrls);
}, 120_000);

afterAll(async () => {
  if (isMeasuring) {
    const sorted = [...measured].sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  }
  await stock.stop();
  await supergraph.stop();
});

it('runs every registered query and mutation', () => {
  const registered = Object.values(operations)
    .filter(({ type }) => type !== 'subscription')
    .map(({ name }) => name);
  expect(RUNS.map(({ document }) => document.name).sort()).toEqual(registered.sort());
});

describe('as many database commands as are checked in take', () => {
  it.each(cases)('%s', async (name, run) => {
    // One attempt within the recorded number is enough. When measuring, all attempts are made.
    const commands = await countCommands(run, () => callers, isMeasuring ? 0 : (recorded[name] ?? 0));
    measured.set(name, commands);
    if (!isMeasuring) expect(commands).toBeLessThanOrEqual(recorded[name] ?? 0);
  });
});

/** Whether the owner's access token may be invalid after a mutation. */
let mayBeVoid = true;

describe('this router and the stock one answer alike', () => {
  it.each(cases)('%s', async (_name, run) => {
    const { text } = run.document;
    if (isQuery(text)) {
      if (mayBeVoid) await callers.renewOwner();
      mayBeVoid = false;
      const variables = await run.prepare(callers);
      for (const client of differentCallers(run)) {
        const [actual, expected] = await Promise.all([
          client(callers).ask(text, variables),
          client(stockCallers).ask(text, variables),
        ]);
        expect(dataOf(actual)).toEqual(dataOf(expected));
        if (client === run.as) expect(actual.errors).toBeUndefined();
      }
    } else {
      // The same preparation for both routers, so that it does not cause a difference.
      mayBeVoid = true;
      const variables = await run.prepare(callers);
      const actual = await run.as(callers).ask(text, variables);
      const others = await run.prepare(callers);
      const expected = await run.as(stockCallers).ask(text, others);
      expect(shapeOf(actual)).toEqual(shapeOf(expected));
      expect(actual.errors).toBeUndefined();
    }
  });
});

/** The caller that the operation is meant for, and two that may have fewer rights. */
function differentCallers({ as }: OperationRun): readonly ((callers: Callers) => Client)[] {
  return [as, (callers) => callers.anonymous, (callers) => callers.owner];
}

function isQuery(text: string): boolean {
  return parse(text).definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.QUERY,
  );
}

/** The data as JSON text, in which the order of keys matters. */
function dataOf({ data }: GraphQLAnswer): string {
  return JSON.stringify(data ?? null);
}

/** The JSON text with all strings emptied and all numbers 0: the order of keys, the types and the nulls remain. */
function shapeOf(answer: GraphQLAnswer): string {
  return dataOf(answer)
    .replace(/:"(?:[^"\\]|\\.)*"/g, ':""')
    .replace(/:-?\d[\d.e+-]*/g, ':0');
}
