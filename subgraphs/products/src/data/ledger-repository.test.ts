import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { connectDatabase } from '@supergraph/service-kit';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepsOf, type Step } from '../testing/ledger-steps.js';
import { startTestDatabase, watchCommands, type TestDatabase } from '@supergraph/service-kit/testing';
import { reserve } from '../domain/ledger-changes.js';
import { createMemoryLedgers } from '../testing/memory-repositories.js';
import { logger } from '../testing/stock-on.js';
import { createModels } from '../models/models.js';
import type { LedgerRepository } from '../domain/repositories.js';
import { createLedgerRepository } from './ledger-repository.js';

let database: TestDatabase;
let connection: Connection;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = await connectDatabase({ uri: database.newUri('products'), logger, registry: new Registry() });
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
  await database.stop();
});

async function take(store: LedgerRepository, id: string, step: Step) {
  if (step.kind === 'change') return store.change(id, step.change);
  await store.prune(id, step.pruning);
  return undefined;
}

describe('the ledger in the database', () => {
  it('changes as the ledger in plain code does, step by step', async () => {
    const real = createLedgerRepository(createModels(connection));
    let run = 0;
    await fc.assert(
      fc.asyncProperty(stepsOf(25), async (steps) => {
        const id = `ledger-${(run += 1)}`;
        const plain = createMemoryLedgers();
        for (const store of [real, plain]) await store.open({ id, openingStock: 8, discontinued: false });
        for (const step of steps) {
          expect(await take(real, id, step)).toEqual(await take(plain, id, step));
        }
        expect(await real.find(id)).toEqual(await plain.find(id));
      }),
      { numRuns: 60 },
    );
  });

  describe('takes the changes of an order together', () => {
    const deadline = new Date(Date.now() + 60_000);
    const holdOf = (order: string, quantity: number) => ({
      ...{ order, quantity, sku: 'sku', name: 'name', at: new Date() },
      unitPrice: { minor: 100, currency: 'USD' },
    });
    const openAll = async (store: LedgerRepository, ids: readonly string[]) => {
      for (const id of ids) await store.open({ id, openingStock: 5, discontinued: false });
    };

    it('in one command, and reads the ledgers in another', async () => {
      const real = createLedgerRepository(createModels(connection));
      const ids = ['together-1', 'together-2', 'together-3'];
      await openAll(real, ids);
      const { result, commands } = await watchCommands(connection, () =>
        Promise.all(ids.map((id, at) => real.change(id, reserve([holdOf('order', at + 1)], deadline)))),
      );
      expect(commands).toEqual(['update ledgers', 'find ledgers']);
      expect(result.map((totals) => [totals?.id, totals?.available])).toEqual([
        ['together-1', 4],
        ['together-2', 3],
        ['together-3', 2],
      ]);
    });

    it('each once, although one of them is refused', async () => {
      const real = createLedgerRepository(createModels(connection));
      const ids = ['apart-1', 'apart-2', 'apart-3'];
      await openAll(real, ids);
      const quantities = [1, 6, 2];
      const taken = await Promise.all(
        ids.map((id, at) => real.change(id, reserve([holdOf('order', quantities[at] ?? 0)], deadline))),
      );
      expect(taken[1]).toBeUndefined();
      const ledgers = await Promise.all(ids.map((id) => real.find(id)));
      expect(ledgers.map((ledger) => [ledger?.available, ledger?.held.length])).toEqual([
        [4, 1],
        [5, 0],
        [3, 1],
      ]);
    });
  });

  it('is opened once by many at once', async () => {
    const real = createLedgerRepository(createModels(connection));
    const openings = [1, 2, 3, 4, 5].map((openingStock) =>
      real.open({ id: 'once', openingStock, discontinued: false }),
    );
    await Promise.all(openings);
    const ledger = await real.find('once');
    expect(ledger?.available).toBe(ledger?.received);
    await real.open({ id: 'once', openingStock: 77, discontinued: false });
    expect(await real.find('once')).toEqual(ledger);
  });
});
