import { expect } from 'vitest';
import { databaseCommands } from '../support/metrics.js';
import type { SharedSupergraph } from '../support/supergraph.js';
import type { Callers, OperationRun } from './runs.js';

/** The lowest count of several attempts is used, because a service may do work of its own during one. */
const ATTEMPTS = 3;

type AdminUrls = SharedSupergraph['adminUrls'];

/** Creates a counter of the database commands of an operation, without the commands that reading the metrics causes. */
export async function createCommandCounter(adminUrls: AdminUrls) {
  const reading = await least(async () => {
    const before = await commandsSoFar(adminUrls);
    return (await commandsSoFar(adminUrls)) - before;
  });
  /** @param enough no further attempt follows one with at most this number of commands */
  return async (run: OperationRun, callers: () => Callers, enough: number): Promise<number> => {
    const both = await least(async () => {
      const variables = await run.prepare(callers());
      // Orders settles an order after its answer. These commands belong to the preparation.
      await expect.poll(() => countOpenOrders(adminUrls), { timeout: 30_000 }).toBe('0');
      const before = await commandsSoFar(adminUrls);
      const data = await run
        .as(callers())
        .data<Record<string, { errors?: unknown[] } | null>>(run.document.text, variables);
      const after = await commandsSoFar(adminUrls);
      for (const field of Object.values(data)) expect(field?.errors ?? []).toEqual([]);
      return after - before;
    }, reading + enough);
    return both - reading;
  };
}

async function least(count: () => Promise<number>, enough = 0): Promise<number> {
  let lowest = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && lowest > enough; attempt += 1) {
    lowest = Math.min(lowest, await count());
  }
  return lowest;
}

async function commandsSoFar({ products, orders, users }: AdminUrls): Promise<number> {
  const counts = await Promise.all([products, orders, users].map(databaseCommands));
  return counts.flatMap((each) => [...each.values()]).reduce((sum, count) => sum + count, 0);
}

async function countOpenOrders({ orders }: AdminUrls): Promise<string | undefined> {
  const metrics = await (await fetch(`${orders}/metrics`)).text();
  return /^orders_open (\d+)$/m.exec(metrics)?.[1];
}
