import { afterAll, beforeAll, expect, test } from 'vitest';
import { createModels, ensureIndexes, type Models } from '../models/models.js';
import { createOrderRepository } from '../data/order-repository.js';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { seed } from '../testing/seed.js';
import { connectDatabase, createLogger } from '@supergraph/service-kit';
import { Registry } from 'prom-client';
import type { Connection } from 'mongoose';

let database: TestDatabase;
let connection: Connection;
let models: Models;

beforeAll(async () => {
  database = await startTestDatabase();
  const logger = createLogger({ service: 'test', level: 'silent' });
  connection = await connectDatabase({ uri: database.newUri('orders'), logger, registry: new Registry() });
  models = createModels(connection);
  await ensureIndexes(models);
});

afterAll(async () => {
  await connection.close();
  await database.stop();
});

test('an import that was killed half-way is completed by the next one, and doubles nothing', async () => {
  const seeds = Array.from({ length: 20 }, (_, at) => ({ id: `o${at}`, customerId: 'c', minute: at }));
  await seed(models, seeds.slice(0, 7));
  await models.orders.updateOne({ _id: 'o3' }, { $set: { status: 'CANCELLED' } });
  await seed(models, seeds);
  expect(await models.orders.countDocuments({})).toBe(20);
  // What has happened to an order since is not undone.
  expect((await models.orders.findById('o3').lean())?.status).toBe('CANCELLED');
});

test('new orders are numbered above the imported ones', async () => {
  await seed(models, [{ id: 'last', customerId: 'c', minute: 1 }]);
  const highest = (await models.orders.findOne({}).sort({ number: -1 }).lean())?.number ?? 0;
  const repository = createOrderRepository(models);
  const numbers = await Promise.all([1, 2, 3].map(() => repository.nextNumber()));
  expect(numbers.toSorted((a, b) => a - b)).toEqual([highest + 1, highest + 2, highest + 3]);
});
