import { connectDatabase, createLogger } from '@supergraph/service-kit';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOpen, type Order } from '../domain/order.js';
import type { OrderRepository } from '../domain/order-repository.js';
import { findTransition } from '../domain/transitions.js';
import { createModels, ensureIndexes } from '../models/models.js';
import { termsOf } from '../domain/price-rules.js';
import { createOrderRepository } from './order-repository.js';

let database: TestDatabase;
let connection: Connection;
let repository: OrderRepository;

beforeAll(async () => {
  database = await startTestDatabase();
  const logger = createLogger({ service: 'orders', level: 'silent' });
  connection = await connectDatabase({ uri: database.newUri('orders'), logger, registry: new Registry() });
  const models = createModels(connection);
  await ensureIndexes(models);
  repository = createOrderRepository(models);
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
  await database.stop();
});

const at = new Date('2026-01-01T00:00:00Z');

async function open(customerId: string, key = 'k') {
  const purchase = {
    key,
    fingerprint: 'f',
    lines: [{ productId: 'p', quantity: 1 }],
    expectedTotal: null,
    shippingAddress: null,
  };
  const number = await repository.nextNumber();
  const terms = termsOf({ shippingFee: { minor: 0, currency: 'USD' } }, purchase.lines);
  return repository.open({ customerId, purchase, terms, number, at, dueAt: at, maxPending: 3 });
}

function confirm(order: Order): Promise<Order | undefined> {
  const transition = findTransition('PENDING', 'CONFIRMED');
  if (transition === undefined) throw new Error('no such transition');
  return repository.move(order, { transition, at, reason: null, dueAt: at });
}

/** Opens one order for each of `count` new customers, all at the same time. */
async function openMany(name: string, count: number): Promise<Order[]> {
  const opened = await Promise.all(Array.from({ length: count }, (_, buyer) => open(`${name}-${buyer}`)));
  return opened.filter((order) => typeof order === 'object');
}

test('orders opened together are all there, each under a number of its own', async () => {
  const orders = await openMany('together', 250);
  expect(orders).toHaveLength(250);
  expect(new Set(orders.map(({ number }) => number)).size).toBe(250);
  expect(await Promise.all(orders.map(({ id }) => repository.find(id)))).toEqual(orders);
});

test('of those that use one key one is opened, and those beside them are', async () => {
  const names = Array.from({ length: 60 }, (_, buyer) => (buyer % 3 === 0 ? 'same' : `other-${buyer}`));
  const opened = await Promise.all(names.map((name) => open(name)));
  const of = (wanted: boolean) => opened.filter((_, at) => (names[at] === 'same') === wanted);
  const count = (answers: unknown[], wanted: (answer: unknown) => boolean) => answers.filter(wanted).length;
  const isOrder = (answer: unknown) => typeof answer === 'object';
  expect(count(of(true), isOrder)).toBe(1);
  expect(count(of(true), (answer) => answer === 'KEY_TAKEN')).toBe(19);
  expect(count(of(false), isOrder)).toBe(40);
});

test('however many orders a customer opens at once, so many are PENDING; a decided one no longer counts', async () => {
  const opened = await Promise.all(Array.from({ length: 30 }, (_, at) => open('eager', `key-${at}`)));
  const orders = opened.filter((order) => typeof order === 'object');
  expect(orders).toHaveLength(3);
  expect(opened.filter((order) => order === 'TOO_MANY_PENDING')).toHaveLength(27);
  expect(await open('eager', 'one more')).toBe('TOO_MANY_PENDING');
  expect(await open('patient', 'key')).toMatchObject({ status: 'PENDING' });
  const [first] = orders;
  if (first !== undefined) await confirm(first);
  expect(await open('eager', 'one more')).toMatchObject({ status: 'PENDING' });
});

test('orders are counted from a moment on, for each of many customers at once', async () => {
  for (const key of ['1', '2', '3']) await open('counted', key);
  await open('counted too', '1');
  const before = new Date(at.getTime() - 1);
  const customers = ['counted', 'counted too', 'not known', 'counted'];
  const counts = await Promise.all(customers.map((each) => repository.countPlacedSince(each, before)));
  expect(counts).toEqual([3, 1, 0, 3]);
  expect(await repository.countPlacedSince('counted', at)).toBe(0);
});

test('what is decided and settled together reads as it was answered', async () => {
  const orders = await openMany('decided', 120);
  const decided = await Promise.all(orders.map(confirm));
  expect(await Promise.all(orders.map(({ id }) => repository.find(id)))).toEqual(decided);
  const settled = await Promise.all(decided.map(async (order) => order && repository.settle(order)));
  expect(await Promise.all(orders.map(({ id }) => repository.find(id)))).toEqual(settled);
  expect(settled.some((order) => order === undefined || isOpen(order))).toBe(false);
});

test('who lost a race is not told otherwise, and nothing is written twice', async () => {
  const orders = await openMany('raced', 40);
  const rounds = await Promise.all([...orders, ...orders].map(confirm));
  const told = rounds.filter((order) => order !== undefined);
  expect(told.length).toBeLessThanOrEqual(orders.length);
  const stored = await Promise.all(orders.map(({ id }) => repository.find(id)));
  for (const order of stored) {
    expect(order?.history.map(({ status }) => status)).toEqual(['PENDING', 'CONFIRMED']);
    expect(order?.effects).toEqual(['FINALISE']);
  }
});
