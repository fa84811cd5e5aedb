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

// What each registered operation takes of the databases is checked in, beside the budget that the schema check holds
// it to. Here it is measured: more than what is checked in fails. MEASURE=1 writes the file anew.
const file = resolve(import.meta.dirname, '../../../schema/plans/measured.json');
const isMeasuring = process.env.MEASURE === '1';
const recorded = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
const measured = new Map<string, number>();

// Every registered operation through this router and through a stock ApolloServer with ApolloGateway, over the same
// subgraphs. Queries must have the same answers; mutations, which cannot be run twice on the same things, answers of the
// same shape. The stock gateway enforces nothing itself: a caller who may see less gets the same data from both, because
// the subgraphs check again, but with errors of another kind.

let supergraph: Supergraph;
let stock: Awaited<ReturnType<typeof startStockRouter>>;
let callers: Callers;
let stockCallers: Callers;
let countCommands: Awaited<ReturnType<typeof createCommandCounter>>;

beforeAll(async () => {
  const mailbox: string[] = [];
  supergraph = await startTestSupergraph({
    // The worker that looks for unfinished orders asks the database all the time.
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
  const input = { name: 'Owner', email: ownerEmail, password: PASSWORD };
  await createClient(supergraph.url).data(operations.webSignUp.text, { input });
  const tokens = {
    customer: await accessTokenOf(supergraph.url, 'customer@demo.shop'),
    staff: await accessTokenOf(supergraph.url, 'staff@demo.shop'),
    owner: await accessTokenOf(supergraph.url, ownerEmail, PASSWORD),
  };
  const callersAt = (url: string): Callers => ({
    anonymous: createClient(url),
    customer: createClient(url, tokens.customer),
    staff: createClient(url, tokens.staff),
    owner: createClient(url, tokens.owner),
    ownerEmail,
    mailbox,
    renewOwner: async () => {
      tokens.owner = await accessTokenOf(supergraph.url, ownerEmail, PASSWORD);
      openCallers();
    },
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

it('runs every registered operation', () => {
  const registered = Object.values(operations).map(({ name }) => name);
  expect(RUNS.map(({ document }) => document.name).sort()).toEqual(registered.sort());
});

describe('as many database commands as are checked in take', () => {
  it.each(RUNS.map((run) => [run.document.name, run] as const))('%s', async (name, run) => {
    // One attempt that keeps to what is checked in says all; to measure anew takes each of them.
    const commands = await countCommands(run, () => callers, isMeasuring ? 0 : (recorded[name] ?? 0));
    measured.set(name, commands);
    if (!isMeasuring) expect(commands).toBeLessThanOrEqual(recorded[name] ?? 0);
  });
});

/** A mutation may have made the owner's access token void. */
let mayBeVoid = true;

describe('this router and the stock one answer alike', () => {
  it.each(RUNS.map((run) => [run.document.name, run] as const))('%s', async (_name, run) => {
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
      // The same preparation: what is prepared must not tell them apart.
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

/** The text of an answer's data: the order of keys counts. */
function dataOf({ data }: GraphQLAnswer): string {
  return JSON.stringify(data ?? null);
}

/** The same without its values: keys in their order, types, and which of them are null. */
function shapeOf(answer: GraphQLAnswer): string {
  return dataOf(answer)
    .replace(/:"(?:[^"\\]|\\.)*"/g, ':""')
    .replace(/:-?\d[\d.e+-]*/g, ':0');
}
