import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { connectDatabase } from '@supergraph/service-kit';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepsOf, type Step } from '../testing/ledger-steps.js';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
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
