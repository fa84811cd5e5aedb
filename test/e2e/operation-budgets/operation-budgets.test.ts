import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import * as operations from '@supergraph/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, signIn } from '../support/client.js';
import { databaseCommands } from '../support/metrics.js';
import { startTestSupergraph } from '../support/supergraph.js';
import { PASSWORD, RUNS, type Callers, type OperationRun } from './runs.js';

// What each registered operation takes of the databases is checked in, beside the budget that the schema check holds
// it to. Here it is measured: more than what is checked in fails. MEASURE=1 writes the file anew.
const file = resolve(import.meta.dirname, '../../../schema/plans/measured.json');
const recorded = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
const measured = new Map<string, number>();

/** The least of a few attempts counts: a service may do something of its own meanwhile. */
const ATTEMPTS = 3;

let supergraph: Supergraph;
let callers: Callers;
let reading: number | undefined;

beforeAll(async () => {
  supergraph = await startTestSupergraph({ env: { orders: { RECOVERY_INTERVAL_MS: '60000' } } });
  const { url } = supergraph;
  const anonymous = createClient(url);
  const ownerEmail = `${randomUUID()}@measured.test`;
  await anonymous.data(operations.webSignUp.text, {
    input: { name: 'Owner', email: ownerEmail, password: PASSWORD },
  });
  callers = {
    anonymous,
    customer: await signIn(url, 'customer@demo.shop'),
    staff: await signIn(url, 'staff@demo.shop'),
    owner: await signIn(url, ownerEmail, PASSWORD),
    ownerEmail,
    renewOwner: async () => {
      callers = { ...callers, owner: await signIn(url, ownerEmail, PASSWORD) };
    },
  };
}, 120_000);

afterAll(async () => {
  if (process.env.MEASURE === '1') {
    const sorted = [...measured].sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  }
  await supergraph.stop();
});

it('measures every registered operation', () => {
  const registered = Object.values(operations).map(({ name }) => name);
  expect(RUNS.map(({ document }) => document.name).sort()).toEqual(registered.sort());
});

describe('as many database commands as are checked in take', () => {
  it.each(RUNS.map((run) => [run.document.name, run] as const))('%s', async (name, run) => {
    const commands = await leastCommands(run);
    measured.set(name, commands);
    if (process.env.MEASURE === '1') return;
    expect(commands).toBeLessThanOrEqual(recorded[name] ?? 0);
  });
});

/** The database commands of an operation, without those of reading the metrics. */
async function leastCommands(run: OperationRun): Promise<number> {
  reading ??= await least(async () => {
    const before = await commandsSoFar();
    return (await commandsSoFar()) - before;
  });
  // One attempt that keeps to what is checked in says all; to measure anew takes each of them.
  const enough = process.env.MEASURE === '1' ? 0 : reading + (recorded[run.document.name] ?? 0);
  const both = await least(async () => {
    const variables = await run.prepare(callers);
    const before = await commandsSoFar();
    const data = await run
      .as(callers)
      .data<Record<string, { errors?: unknown[] } | null>>(run.document.text, variables);
    const after = await commandsSoFar();
    for (const field of Object.values(data)) expect(field?.errors ?? []).toEqual([]);
    return after - before;
  }, enough);
  return both - reading;
}

async function least(count: () => Promise<number>, enough = 0): Promise<number> {
  let lowest = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && lowest > enough; attempt += 1) {
    lowest = Math.min(lowest, await count());
  }
  return lowest;
}

async function commandsSoFar(): Promise<number> {
  const { products, orders, users } = supergraph.adminUrls;
  const counts = await Promise.all([products, orders, users].map(databaseCommands));
  return counts.flatMap((each) => [...each.values()]).reduce((sum, count) => sum + count, 0);
}
