import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderAnswer, Payload } from './testing/answers.js';
import { startTestDatabase, type Asker, type TestDatabase } from '@supergraph/service-kit/testing';
import { CANCEL, DELIVER, ORDER, PLACE, SHIP } from './testing/operations.js';
import { startProducts, type Products } from './testing/products.js';
import { startTestSubgraph, type TestSubgraph } from './testing/test-subgraph.js';
import { staff } from './testing/staff.js';

let database: TestDatabase;
let products: Products;
let subgraph: TestSubgraph;
let productId: string;

beforeAll(async () => {
  database = await startTestDatabase();
  products = await startProducts(database.newUri('products'));
  subgraph = await startTestSubgraph({ uri: database.newUri('orders'), productsUrl: products.url });
  productId = await products.create('SKU-1', 1_000, 1_000);
});

afterAll(async () => {
  await subgraph.stop();
  await products.stop();
  await database.stop();
});

const customer = { subject: 'customer' };

async function place(): Promise<string> {
  const input = { lines: [{ productId, quantity: 1 }], idempotencyKey: randomUUID() };
  const { data } = await subgraph.ask<{ placeOrder: Payload }>(PLACE, { input }, customer);
  return data.placeOrder.order?.id ?? '';
}

const operations = { cancelOrder: CANCEL, shipOrder: SHIP, confirmDelivery: DELIVER } as const;

async function move(name: keyof typeof operations, orderId: string, as: Asker, other: object = {}) {
  const input = { orderId, ...other };
  return subgraph.ask<Record<string, Payload | null>>(operations[name], { input }, as);
}

async function payload(name: keyof typeof operations, orderId: string, as: Asker, other: object = {}) {
  return (await move(name, orderId, as, other)).data[name];
}

test('an order goes its way', async () => {
  const id = await place();
  expect((await payload('shipOrder', id, staff))?.order).toMatchObject({ status: 'SHIPPED' });
  const delivered = await payload('confirmDelivery', id, staff);
  expect(delivered).toMatchObject({ order: { status: 'DELIVERED' }, errors: [] });
  expect(delivered?.order?.history.map(({ status }) => status)).toEqual([
    'PENDING',
    'CONFIRMED',
    'SHIPPED',
    'DELIVERED',
  ]);
});

test('an order that is shipped or delivered leaves the worker nothing to do', async () => {
  const id = await place();
  for (const [name, status] of [
    ['shipOrder', 'SHIPPED'],
    ['confirmDelivery', 'DELIVERED'],
  ] as const) {
    await move(name, id, staff);
    const stored = await subgraph.models.orders.findById(id).lean();
    expect([stored?.status, stored?.dueAt]).toEqual([status, undefined]);
  }
});

test('what the state machine forbids is told with where the order stands', async () => {
  const id = await place();
  expect(await payload('confirmDelivery', id, staff)).toMatchObject({
    order: { id, status: 'CONFIRMED' },
    errors: [{ __typename: 'InvalidOrderTransition', from: 'CONFIRMED', to: 'DELIVERED', path: ['orderId'] }],
  });
  await move('shipOrder', id, staff);
  expect(await payload('cancelOrder', id, customer)).toMatchObject({
    order: { id, status: 'SHIPPED' },
    errors: [{ __typename: 'InvalidOrderTransition', from: 'SHIPPED', to: 'CANCELLED' }],
  });
});

test('an order is cancelled once', async () => {
  const id = await place();
  const before = await products.inventory(productId);
  const answers = await Promise.all([1, 2, 3].map(() => payload('cancelOrder', id, customer)));
  expect(answers.filter((answer) => answer?.errors.length === 0)).toHaveLength(1);
  expect(answers.every((answer) => answer?.order?.status === 'CANCELLED')).toBe(true);
  await expect
    .poll(() => products.inventory(productId))
    .toMatchObject({ available: before.available + 1, held: 0, received: before.received });
});

test('cancel against ship: one of them wins, and the history is legal', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await place();
    const [cancelled, shipped] = await Promise.all([
      payload('cancelOrder', id, customer),
      payload('shipOrder', id, staff),
    ]);
    const wins = [cancelled, shipped].filter((answer) => answer?.errors.length === 0);
    expect(wins).toHaveLength(1);
    const { data } = await subgraph.ask<{ order: OrderAnswer }>(ORDER, { id }, staff);
    const last = cancelled?.errors.length === 0 ? 'CANCELLED' : 'SHIPPED';
    expect(data.order.history.map(({ status }) => status)).toEqual(['PENDING', 'CONFIRMED', last]);
  }
});

test.each<[keyof typeof operations, Asker, string]>([
  ['cancelOrder', {}, 'UNAUTHENTICATED'],
  ['shipOrder', {}, 'UNAUTHENTICATED'],
  ['shipOrder', customer, 'FORBIDDEN'],
  ['confirmDelivery', customer, 'FORBIDDEN'],
])('%s is not for everyone: %j', async (name, as, code) => {
  const id = await place();
  const { data, errors } = await move(name, id, as);
  expect(data[name]).toBeNull();
  expect(errors?.[0]?.extensions.code).toBe(code);
});

test("another customer's order is not there to be cancelled", async () => {
  const id = await place();
  expect(await payload('cancelOrder', id, { subject: 'other' })).toMatchObject({
    order: null,
    errors: [{ __typename: 'OrderNotFound', orderId: id }],
  });
  expect(await payload('cancelOrder', id, staff)).toMatchObject({
    order: { status: 'CANCELLED' },
    errors: [],
  });
});

test('a reason is kept, within its limit', async () => {
  const id = await place();
  expect(await payload('cancelOrder', id, customer, { reason: 'x'.repeat(501) })).toMatchObject({
    order: null,
    errors: [{ __typename: 'InvalidInput', path: ['reason'] }],
  });
  for (const reason of ['two\nlines', '\u202eback', 'a\u0000'])
    expect(await payload('cancelOrder', id, customer, { reason })).toMatchObject({
      errors: [{ __typename: 'InvalidInput', path: ['reason'] }],
    });
  const { order } = (await payload('cancelOrder', id, customer, { reason: 'x'.repeat(500) })) ?? {};
  expect(order?.history.at(-1)).toMatchObject({ reason: 'x'.repeat(500) });
});

test('an order that is still being placed cannot be cancelled yet', async () => {
  const id = await place();
  await subgraph.models.orders.updateOne({ _id: id }, { $set: { status: 'PENDING' } });
  expect(await payload('cancelOrder', id, customer)).toMatchObject({
    order: { status: 'PENDING' },
    errors: [{ __typename: 'InvalidOrderTransition', from: 'PENDING', to: 'CANCELLED' }],
  });
});
