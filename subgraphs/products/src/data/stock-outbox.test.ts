import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceEvent } from '@supergraph/service-kit';
import { eventFaults, startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productRecord } from '../testing/records.js';
import { staff, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

const ADJUST = `mutation ($input: AdjustStockInput!) {
  adjustStock(input: $input) { product { stock } errors { ... on UserError { message } } }
}`;

let keys = 0;

async function adjust(productId: string, delta: number): Promise<void> {
  const input = { productId, delta, reason: 'counted', idempotencyKey: `key-${(keys += 1)}` };
  const { data } = await subgraph.ask<{ adjustStock: { errors: [] } }>(ADJUST, { input }, staff);
  expect(data.adjustStock.errors).toEqual([]);
}

async function published(productId: string): Promise<ServiceEvent[]> {
  const found = await subgraph.models.events
    .find({ 'event.subject': productId })
    .sort({ _id: 1 })
    .lean<{ event: ServiceEvent }[]>();
  return found.map(({ event }) => event);
}

const summary = ({ type, data }: ServiceEvent) =>
  `${type.replace(/^shop\.stock\.|\.v1$/g, '')} ${String(data.stock)} ${String(data.availability)}`;

/** Changes the stock and waits until the change is published, so that it does not share an event with the next one. */
async function adjustAndWait(productId: string, delta: number): Promise<void> {
  await adjust(productId, delta);
  await expect
    .poll(async () => (await subgraph.models.ledgers.findById(productId).lean())?.unpublishedAt, {
      interval: 10,
    })
    .toBeUndefined();
}

test('a change of stock is published, with its running low and its return', async () => {
  await subgraph.import([productRecord('tea', { available: 12, lowStockThreshold: 5 })]);
  await adjustAndWait('tea', -2);
  await adjustAndWait('tea', -6);
  await adjustAndWait('tea', -1);
  await adjustAndWait('tea', -3);
  await adjustAndWait('tea', 20);
  expect((await published('tea')).map(summary)).toEqual([
    'changed 10 IN_STOCK',
    'changed 4 LOW_STOCK',
    'low 4 LOW_STOCK',
    'changed 3 LOW_STOCK',
    'changed 0 OUT_OF_STOCK',
    'changed 20 IN_STOCK',
    'back-in-stock 20 IN_STOCK',
  ]);
  expect(eventFaults(await published('tea'))).toEqual([]);
});

test('many changes become few events; the last one says how it is, under the revision of the ledger', async () => {
  await subgraph.import([productRecord('hot', { available: 500, lowStockThreshold: 5 })]);
  const CHANGES = 100;
  for (let round = 0; round < CHANGES / 10; round += 1) {
    await Promise.all(Array.from({ length: 10 }, () => adjust('hot', -1)));
    await sleep(5);
  }
  await expect.poll(async () => (await published('hot')).at(-1)?.data.stock).toBe(500 - CHANGES);
  const events = await published('hot');
  expect(events.length).toBeLessThan(CHANGES);
  const revisions = events.map(({ revision }) => revision);
  expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
  expect(new Set(revisions).size).toBe(revisions.length);
  const ledger = await subgraph.models.ledgers.findById('hot').lean();
  expect(events.at(-1)?.id).toBe(`stock/hot@${ledger?.revision}`);
  await expect
    .poll(async () => (await subgraph.models.ledgers.findById('hot').lean())?.published)
    .toMatchObject({ available: 400, revision: ledger?.revision });
});

test('an import is no change of stock', async () => {
  await subgraph.import([productRecord('still', { available: 7 })]);
  expect((await subgraph.models.ledgers.findById('still').lean())?.unpublishedAt).toBeUndefined();
});
