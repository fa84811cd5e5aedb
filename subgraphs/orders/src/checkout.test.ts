import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceEvent } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderDocument } from './models/order.js';
import type { OrderAnswer, Payload } from './testing/answers.js';
import {
  eventFaults,
  startTestDatabase,
  type Asker,
  type TestDatabase,
} from '@supergraph/service-kit/testing';
import { CANCEL, ORDER, PLACE } from './testing/operations.js';
import { startProducts, type Products } from './testing/products.js';
import { startTestSubgraph, type TestSubgraph } from './testing/test-subgraph.js';
import { seed } from './testing/seed.js';

let database: TestDatabase;
let products: Products;
let productsUri: string;
let subgraph: TestSubgraph;

beforeAll(async () => {
  database = await startTestDatabase();
  productsUri = database.newUri('products');
  products = await startProducts(productsUri);
  subgraph = await startTestSubgraph({
    uri: database.newUri('orders'),
    productsUrl: products.url,
    variables: quickRecovery,
  });
});

afterAll(async () => {
  await subgraph.stop();
  await products.stop();
  await database.stop();
});

const customer = { subject: 'customer' };

/** A quick worker for orders that a busy machine postpones. The lease keeps it from orders that a request processes. */
const quickRecovery = { RECOVERY_INTERVAL_MS: '100', LEASE_MS: '60000' };

/** Places an order and expects it to exist. */
async function placed(...input: Parameters<typeof place>): Promise<OrderAnswer> {
  const { order } = await place(...input);
  if (order == null) throw new Error('there is no order');
  return order;
}

/** Places an order as a client would: it repeats the request with the same key while the service is too busy. */
async function place(...[lines, other, ...rest]: Parameters<typeof placeOnce>): ReturnType<typeof placeOnce> {
  const input = { idempotencyKey: randomUUID(), ...other };
  for (;;) {
    const answer = await placeOnce(lines, input, ...rest);
    if (answer.failure !== 'SERVICE_UNAVAILABLE') return answer;
    await sleep(100);
  }
}

async function placeOnce(
  lines: [string, number][],
  other: object = {},
  as: Asker = customer,
  by: TestSubgraph = subgraph,
) {
  const input = {
    lines: lines.map(([productId, quantity]) => ({ productId, quantity })),
    idempotencyKey: randomUUID(),
    ...other,
  };
  const { data, errors } = await by.ask<{ placeOrder: Payload | null }>(PLACE, { input }, as);
  return { ...data.placeOrder, failure: errors?.[0]?.extensions.code };
}

/** Waits until all effects of all orders are delivered to products. */
async function untilSettled(): Promise<void> {
  const open = mongoose.trusted({ $exists: true });
  while ((await subgraph.models.orders.countDocuments({ dueAt: open })) > 0) await sleep(10);
}

async function stored(id: string): Promise<OrderDocument | null> {
  return subgraph.models.orders.findById(id).lean<OrderDocument | null>();
}

let count = 0;
const product = (priceMinor: number, stock: number) =>
  products.create(`SKU-${(count += 1)}`, priceMinor, stock);

test('an order is placed at the prices of the moment, and its units are sold', async () => {
  const [a, b] = [await product(1_000, 5), await product(250, 7)];
  const lines: [string, number][] = [
    [b, 1],
    [a, 2],
    [b, 3],
  ];
  const shippingAddress = { recipient: 'Ana', street: 'Calle 1', city: 'Lima', country: 'Peru' };
  const { order, errors } = await place(lines, { expectedTotal: '34.50', shippingAddress });
  expect(errors).toEqual([]);
  expect(order).toMatchObject({
    status: 'CONFIRMED',
    customer: { id: 'customer' },
    subtotal: { amount: '30.00' },
    shipping: { amount: '4.50' },
    total: { amount: '34.50', currency: 'USD' },
    shippingAddress: { ...shippingAddress, region: null, postalCode: null },
    history: [{ status: 'PENDING' }, { status: 'CONFIRMED' }],
  });
  const line = order?.lines.find(({ product }) => product.id === b);
  expect(line).toEqual({
    product: { id: b },
    sku: expect.stringMatching(/^SKU-/) as string,
    productName: expect.stringMatching(/^Name of SKU-/) as string,
    quantity: 4,
    unitPrice: { amount: '2.50', currency: 'USD' },
    discount: '0',
    total: { amount: '10.00' },
  });
  await untilSettled();
  expect(await products.inventory(a)).toEqual({ available: 3, held: 0, sold: 2, received: 5 });
  expect(await products.inventory(b)).toEqual({ available: 3, held: 0, sold: 4, received: 7 });
});

test('an order that cannot be had whole takes nothing, and says of every line why', async () => {
  const [plenty, few] = [await product(100, 5), await product(100, 1)];
  const { order, errors } = await place([
    [plenty, 2],
    [few, 2],
    ['no-such-product', 1],
  ]);
  expect(order).toMatchObject({ status: 'REJECTED' });
  expect(errors).toEqual(
    [
      expect.objectContaining({
        __typename: 'InsufficientStock',
        path: ['lines', '1', 'quantity'],
        product: { id: few },
        requested: 2,
        available: 1,
      }),
      expect.objectContaining({
        __typename: 'ProductUnavailable',
        path: ['lines', '2', 'productId'],
        productId: 'no-such-product',
      }),
    ].sort(() => (few < 'no-such-product' ? 0 : -1)),
  );
  // The units are available again before the customer gets the error.
  expect(await products.inventory(plenty)).toMatchObject({ available: 5, held: 0, sold: 0 });
});

test('an order whose product fails takes none of those it shares a call with along', async () => {
  const [good, bad] = [await product(100, 100), await product(100, 100)];
  const connection = await mongoose.createConnection(productsUri).asPromise();
  const ledgers = connection.collection<{ _id: string; held: unknown }>('ledgers');
  const hold = (held: unknown) => ledgers.updateOne({ _id: bad }, { $set: { held } });
  await hold('what no ledger has');
  const some = () =>
    Array.from({ length: 30 }, () => place([[good, 1]], {}, { subject: `buyer-${randomUUID()}` }));
  const again = { idempotencyKey: randomUUID() };
  const [before, alone, after] = [some(), placeOnce([[bad, 1]], again), some()];
  expect(await alone).toEqual({ failure: 'SERVICE_UNAVAILABLE' });
  for (const { order } of await Promise.all([...before, ...after])) expect(order?.status).toBe('CONFIRMED');
  await hold([]);
  await connection.close();
  expect((await place([[bad, 1]], again)).order).toMatchObject({ status: 'CONFIRMED' });
});

test('another price than the customer was told is refused', async () => {
  const id = await product(1_000, 5);
  const { order, errors } = await place([[id, 1]], { expectedTotal: '14.49' });
  expect(order).toMatchObject({ status: 'REJECTED' });
  expect(errors).toEqual([
    expect.objectContaining({
      __typename: 'PriceChanged',
      path: ['expectedTotal'],
      expected: { amount: '14.49', currency: 'USD' },
      actual: { amount: '14.50', currency: 'USD' },
    }),
  ]);
  expect(await products.inventory(id)).toMatchObject({ available: 5, held: 0, sold: 0 });
});

test('whoever asks at a wrong total again and again keeps no unit from who buys', async () => {
  const scarce = await product(1_000, 12);
  const own = await startTestSubgraph({
    uri: database.newUri('orders'),
    productsUrl: products.url,
    variables: { ORDERS_PER_HOUR: '100000' },
  });
  let bought = 0;
  const loop = async (attacker: number) => {
    const as = { subject: `attacker-${attacker}` };
    for (let round = 0; bought < 12 && round < 1_000; round += 1) {
      const { errors } = await place([[scarce, 4]], { expectedTotal: '1.00' }, as, own);
      if (bought < 12)
        expect(errors).toMatchObject([
          { __typename: expect.stringMatching(/PriceChanged|InsufficientStock/) as string },
        ]);
    }
  };
  const buy = async () => {
    const statuses: unknown[] = [];
    for (; bought < 12; bought += 1)
      statuses.push((await place([[scarce, 1]], {}, customer, own)).order?.status);
    return statuses;
  };
  const [statuses] = await Promise.all([buy(), ...[1, 2, 3, 4, 5, 6].map(loop)]);
  expect(statuses).toEqual(Array(12).fill('CONFIRMED'));
  await own.stop();
});

test('a customer who has placed as many orders as one may in an hour places no more, and sees those that are placed', async () => {
  const id = await product(1_000, 50);
  const own = await startTestSubgraph({
    uri: database.newUri('orders'),
    productsUrl: products.url,
    variables: { ORDERS_PER_HOUR: '3' },
  });
  const idempotencyKey = randomUUID();
  const first = await place([[id, 1]], { idempotencyKey }, customer, own);
  await place([[id, 1]], {}, customer, own);
  await place([[id, 100]], {}, customer, own);
  const { order, errors } = await place([[id, 1]], {}, customer, own);
  expect(order).toBeNull();
  expect(errors).toMatchObject([{ __typename: 'TooManyOrders', path: null, limit: 3 }]);
  expect(await place([[id, 1]], { idempotencyKey }, customer, own)).toEqual(first);
  expect((await place([[id, 1]], {}, { subject: 'other' }, own)).order?.status).toBe('CONFIRMED');
  await own.stop();
});

test('the same call again answers the same order and sells nothing more', async () => {
  const id = await product(1_000, 5);
  const idempotencyKey = randomUUID();
  const first = await place([[id, 1]], { idempotencyKey });
  const second = await place([[id, 1]], { idempotencyKey });
  expect(second).toEqual(first);
  await untilSettled();
  expect(await products.inventory(id)).toMatchObject({ available: 4, sold: 1 });
});

test('ten identical calls at once are one order and ten equal answers', async () => {
  const id = await product(1_000, 5);
  const idempotencyKey = randomUUID();
  const answers = await Promise.all(Array.from({ length: 10 }, () => place([[id, 1]], { idempotencyKey })));
  expect(answers.every(({ order }) => order?.status === 'CONFIRMED')).toBe(true);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await subgraph.models.orders.countDocuments({ idempotencyKey })).toBe(1);
});

test('a key that was used for another purchase is refused', async () => {
  const id = await product(1_000, 5);
  const idempotencyKey = randomUUID();
  await place([[id, 1]], { idempotencyKey });
  const { order, errors } = await place([[id, 2]], { idempotencyKey });
  expect(order).toBeNull();
  expect(errors).toEqual([
    expect.objectContaining({ __typename: 'IdempotencyConflict', path: ['idempotencyKey'] }),
  ]);
});

test("another customer's key is another key", async () => {
  const id = await product(1_000, 5);
  const idempotencyKey = randomUUID();
  const mine = await place([[id, 1]], { idempotencyKey });
  const theirs = await place([[id, 2]], { idempotencyKey }, { subject: 'other' });
  expect(theirs.order?.status).toBe('CONFIRMED');
  expect(theirs.order?.id).not.toBe(mine.order?.id);
});

test('a failed attempt does not burn the key', async () => {
  const id = await product(1_000, 1);
  const idempotencyKey = randomUUID();
  expect((await place([[id, 2]], { idempotencyKey })).order?.status).toBe('REJECTED');
  expect((await place([[id, 1]], { idempotencyKey })).order?.status).toBe('CONFIRMED');
});

test.each([
  ['lines', []],
  ['idempotencyKey', ''],
  ['expectedTotal', '1.001'],
])('input that the rules forbid makes no order: %s', async (path, value) => {
  const before = await subgraph.models.orders.countDocuments({});
  const { order, errors } = await place([['p', 1]], { [path]: value });
  expect(order).toBeNull();
  expect(errors).toEqual([expect.objectContaining({ __typename: 'InvalidInput', path: [path] })]);
  expect(await subgraph.models.orders.countDocuments({})).toBe(before);
});

test('order numbers rise', async () => {
  const id = await product(1_000, 5);
  const first = await placed([[id, 1]]);
  const second = await placed([[id, 1]]);
  expect(second.number).toBeGreaterThan(first.number);
});

test('an anonymous caller is asked to sign in', async () => {
  expect((await place([['p', 1]], {}, {})).failure).toBe('UNAUTHENTICATED');
});

test('placing takes five database commands', async () => {
  const id = await product(1_000, 100);
  const uri = database.newUri('orders');
  const own = await startTestSubgraph({ uri, productsUrl: products.url });
  // The commands of another connection are not counted.
  const connection = await mongoose.createConnection(uri).asPromise();
  const open = { dueAt: { $exists: true } };
  const commandsOfOne = async () => {
    const { commands } = await own.watch(async () => {
      await placeOnce([[id, 1]], {}, { subject: randomUUID() }, own);
      while ((await connection.collection('orders').countDocuments(open)) > 0) await sleep(10);
    });
    return commands;
  };
  // A busy machine may postpone an order or its settlement.
  await expect
    .poll(commandsOfOne)
    .toEqual([
      'aggregate orders',
      'findAndModify counters',
      'insert orders',
      'update orders',
      'update orders',
    ]);
  await connection.close();
  await own.stop();
});

test('a cancelled order returns its units before the answer', async () => {
  const id = await product(1_000, 5);
  const order = await placed([[id, 3]]);
  const { data } = await subgraph.ask<{ cancelOrder: Payload }>(
    CANCEL,
    { input: { orderId: order.id, reason: 'too late' } },
    customer,
  );
  expect(data.cancelOrder.errors).toEqual([]);
  expect(data.cancelOrder.order).toMatchObject({
    status: 'CANCELLED',
    history: [{ status: 'PENDING' }, { status: 'CONFIRMED' }, { status: 'CANCELLED', reason: 'too late' }],
  });
  expect(await products.inventory(id)).toEqual({ available: 5, held: 0, sold: 0, received: 5 });
});

test('without products an order is kept, and the same key completes it', async () => {
  const uri = database.newUri('products');
  const own = await startProducts(uri);
  const id = await own.create('OWN-1', 1_000, 5);
  const lonely = await startTestSubgraph({ uri: database.newUri('orders'), productsUrl: own.url });
  const input = { lines: [{ productId: id, quantity: 2 }], idempotencyKey: randomUUID() };
  await own.stop();
  const deferred = await lonely.ask<{ placeOrder: Payload | null }>(PLACE, { input }, customer);
  expect(deferred.data.placeOrder).toBeNull();
  expect(deferred.errors?.[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
  const [pending] = await lonely.models.orders.find({}).lean();
  expect(pending?.status).toBe('PENDING');
  const again = await startProducts(uri, Number(new URL(own.url).port));
  await expect
    .poll(
      async () =>
        (await lonely.ask<{ placeOrder: Payload | null }>(PLACE, { input }, customer)).data.placeOrder?.order,
      {
        timeout: 10_000,
      },
    )
    .toMatchObject({ id: pending?._id, status: 'CONFIRMED' });
  expect(await lonely.models.orders.countDocuments({})).toBe(1);
  await lonely.stop();
  await again.stop();
}, 20_000);

test('when products stands still, the customer is answered meanwhile, and the order goes on after it', async () => {
  const own = await startProducts(database.newUri('products'));
  const id = await own.create('OWN-1', 1_000, 5);
  const variables = { RECOVERY_INTERVAL_MS: '50', LEASE_MS: '200' };
  const waiting = await startTestSubgraph({
    uri: database.newUri('orders'),
    productsUrl: own.url,
    variables,
  });
  const input = { lines: [{ productId: id, quantity: 2 }], idempotencyKey: randomUUID() };
  own.signal('SIGSTOP');
  const { errors } = await waiting.ask(PLACE, { input }, customer);
  expect(errors?.[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
  own.signal('SIGCONT');
  const read = async () => (await waiting.models.orders.findOne({}).lean())?.status;
  await expect.poll(read).toBe('CONFIRMED');
  await expect.poll(() => own.inventory(id)).toEqual({ available: 3, held: 0, sold: 2, received: 5 });
  // Operators see in the metrics that the worker completed a postponed order and that no order is open. The order is
  // settled before the worker counts it, so the test waits for the count.
  const metrics = () => waiting.registry.metrics();
  await expect.poll(metrics).toMatch(/^orders_recovered_total\{outcome="completed"\} [1-9]/m);
  await expect.poll(metrics).toMatch(/^orders_open 0$/m);
  expect(await metrics()).toMatch(/^orders_postponed_total [1-9]/m);
  expect(await metrics()).toMatch(/^orders_products_call_seconds_count\{outcome="unavailable"\} [1-9]/m);
  await expect.poll(metrics).toMatch(/^orders_recovery_lag_seconds 0$/m);
  expect(waiting.log.some((line) => line.includes('order postponed'))).toBe(true);
  await waiting.stop();
  await own.stop();
}, 30_000);

test('while one process of products stands still, orders are placed at another one', async () => {
  const uri = database.newUri('products');
  const [frozen, other] = [await startProducts(uri), await startProducts(uri)];
  const productId = await other.create('OWN-1', 1_000, 5);
  const placing = await startTestSubgraph({
    uri: database.newUri('orders'),
    productsUrl: `${frozen.url}|${other.url}`,
    variables: { RECOVERY_INTERVAL_MS: '50', LEASE_MS: '200' },
  });
  frozen.signal('SIGSTOP');
  const inputs = [1, 2, 3, 4].map(() => ({
    lines: [{ productId, quantity: 1 }],
    idempotencyKey: randomUUID(),
  }));
  // On a busy machine the answer may say that the order is placed later.
  await Promise.all(inputs.map((input) => placing.ask(PLACE, { input }, customer)));
  const statuses = async () => (await placing.models.orders.find({}).lean()).map(({ status }) => status);
  await expect.poll(statuses, { timeout: 20_000 }).toEqual(Array(4).fill('CONFIRMED'));
  await expect
    .poll(() => other.inventory(productId))
    .toEqual({ available: 1, held: 0, sold: 4, received: 5 });
  await placing.stop();
  await Promise.all([frozen.stop(), other.stop()]);
}, 60_000);

test('an operator sees how many orders are stuck', async () => {
  const own = await startTestSubgraph({ uri: database.newUri('orders'), productsUrl: products.url });
  const { models, registry } = own;
  await seed(
    models,
    [1, 2, 3].map((minute) => ({ id: `o${minute}`, customerId: 'ada', minute })),
  );
  const failed = (id: string, attempts: number) =>
    models.orders.updateOne({ _id: id }, { $set: { attempts, dueAt: new Date(Date.now() + 60_000) } });
  await Promise.all([failed('o1', 30), failed('o2', 31)]);
  expect(await registry.metrics()).toMatch(/^orders_stuck 1$/m);
  expect(await registry.metrics()).toMatch(/^orders_open 2$/m);
  await own.stop();
});

test('asking again does not put an order off further', async () => {
  const own = await startProducts(database.newUri('products'));
  const id = await own.create('OWN-1', 1_000, 5);
  const lonely = await startTestSubgraph({ uri: database.newUri('orders'), productsUrl: own.url });
  await own.stop();
  const input = { lines: [{ productId: id, quantity: 2 }], idempotencyKey: randomUUID() };
  const ask = async () => {
    const { errors } = await lonely.ask(PLACE, { input }, customer);
    expect(errors?.[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
    const order = await lonely.models.orders.findOne({}).lean();
    return { attempts: order?.attempts, dueAt: order?.dueAt };
  };
  const first = await ask();
  expect(first.attempts).toBe(1);
  expect(await ask()).toEqual(first);
  await lonely.stop();
});

test('events are kept with the order until they are published, in their order and without personal data', async () => {
  const id = await product(1_000, 5);
  const shippingAddress = {
    recipient: 'Ada Lovelace',
    street: '12 St James Square',
    city: 'London',
    country: 'GB',
  };
  const order = await placed([[id, 2]], { shippingAddress });
  await subgraph.ask(CANCEL, { input: { orderId: order.id } }, customer);
  await expect.poll(async () => (await stored(order.id))?.unpublishedAt).toBeUndefined();
  expect((await stored(order.id))?.events).toEqual([]);
  const published = await publishedOf(order.id);
  expect(published.map(({ id: eventId, type }) => [eventId, type])).toEqual([
    [`order/${order.id}@1`, 'shop.order.placed.v1'],
    [`order/${order.id}@2`, 'shop.order.confirmed.v1'],
    [`order/${order.id}@3`, 'shop.order.cancelled.v1'],
  ]);
  expect(published[1]).toMatchObject({
    specversion: '1.0',
    source: '/orders',
    subject: order.id,
    owner: 'customer',
    data: {
      number: order.number,
      status: 'CONFIRMED',
      lines: [{ productId: id, quantity: 2, unitPriceMinor: 1_000 }],
      totalMinor: 2_450,
      currency: 'USD',
    },
  });
  expect(JSON.stringify(published)).not.toMatch(/Ada|James|London/);
  expect(eventFaults(published)).toEqual([]);
});

async function publishedOf(orderId: string): Promise<ServiceEvent[]> {
  const found = await subgraph.models.events
    .find({ 'event.subject': orderId })
    .sort({ _id: 1 })
    .lean<{ event: ServiceEvent }[]>();
  return found.map(({ event }) => event);
}

test('an order reads the same later', async () => {
  const id = await product(1_000, 5);
  const order = await placed([[id, 1]]);
  expect((await subgraph.ask<{ order: OrderAnswer }>(ORDER, { id: order.id }, customer)).data.order).toEqual(
    order,
  );
});
