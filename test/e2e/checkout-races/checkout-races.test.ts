import { randomUUID } from 'node:crypto';
import type { Supergraph } from '@supergraph/local';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findViolations, openChecker, type Checker } from '../../crash/checker.js';
import type { Client } from '../support/client.js';
import { startTestSupergraph } from '../support/supergraph.js';
import { gather, type Crowd } from './buyers.js';

let supergraph: Supergraph;
let crowd: Crowd;
let checker: Checker;

beforeAll(async () => {
  supergraph = await startTestSupergraph({ seed: false, logLevel: 'error' });
  crowd = await gather(supergraph);
  checker = await openChecker({
    orders: supergraph.databaseUri('orders'),
    products: supergraph.databaseUri('products'),
  });
});

afterAll(async () => {
  await checker.close();
  await supergraph.stop();
});

interface Payload {
  readonly order: { readonly id: string; readonly number: number; readonly status: string } | null;
  readonly errors: readonly { readonly __typename: string }[];
}

async function create(stock: number): Promise<string> {
  const input = { sku: randomUUID(), name: 'Rare', price: { amount: '10.00', currency: 'USD' }, stock };
  const data = await crowd.staff.data<{ createProduct: { product: { id: string } } }>(
    'mutation ($input: CreateProductInput!) { createProduct(input: $input) { product { id } } }',
    { input },
  );
  return data.createProduct.product.id;
}

async function place(
  client: Client,
  productIds: readonly string[],
  idempotencyKey: string,
): Promise<Payload> {
  const input = { idempotencyKey, lines: productIds.map((productId) => ({ productId, quantity: 1 })) };
  const data = await client.data<{ placeOrder: Payload }>(
    `mutation ($input: PlaceOrderInput!) {
      placeOrder(input: $input) { order { id number status } errors { __typename } }
    }`,
    { input },
  );
  return data.placeOrder;
}

/** Everything that was sold and refused is also in the books, and nothing else. */
async function expectBooksInOrder(): Promise<void> {
  await expect.poll(() => checker.countOpen(), { timeout: 30_000 }).toBe(0);
  expect(findViolations(await checker.read())).toEqual([]);
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;
}

test('500 buyers want 10 units: 10 get one, 490 are told that there are none', async () => {
  // Nobody pays for the first requests' compilation in the race itself.
  const other = await create(1_000);
  for (let round = 0; round < 5; round += 1) {
    const early = Array.from({ length: 40 }, (_, at) => crowd.customer(`early-${round}-${at}`));
    await Promise.all(early.map((client) => place(client, [other], 'key')));
  }
  const id = await create(10);
  const buyers = Array.from({ length: 500 }, (_, at) => crowd.customer(`buyer-${at}`));
  const times: number[] = [];
  const answers = await Promise.all(
    buyers.map(async (client) => {
      const started = performance.now();
      const answer = await place(client, [id], 'key');
      times.push(performance.now() - started);
      return answer;
    }),
  );
  const outcomes = answers.map(({ order, errors }) =>
    [order?.status, ...errors.map((error) => error.__typename)].join(),
  );
  expect(outcomes.filter((outcome) => outcome === 'CONFIRMED')).toHaveLength(10);
  expect(outcomes.filter((outcome) => outcome === 'REJECTED,InsufficientStock')).toHaveLength(490);
  process.stdout.write(
    `500 buyers: p50 ${Math.round(percentile(times, 0.5))} ms, p99 ${Math.round(percentile(times, 0.99))} ms\n`,
  );
  await expectBooksInOrder();
});

test('10 identical calls at once are one order and ten equal answers', async () => {
  const id = await create(100);
  const client = crowd.customer('hasty');
  const answers = await Promise.all(Array.from({ length: 10 }, () => place(client, [id], 'key')));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ order: { status: 'CONFIRMED' }, errors: [] });
  const { orders } = await checker.read();
  expect(orders.filter(({ customerId }) => customerId === 'hasty')).toHaveLength(1);
  await expectBooksInOrder();
});

async function move(client: Client, field: 'cancelOrder' | 'shipOrder', orderId: string): Promise<Payload> {
  const type = field === 'cancelOrder' ? 'CancelOrderInput' : 'ShipOrderInput';
  const data = await client.data<Record<string, Payload>>(
    `mutation ($input: ${type}!) { ${field}(input: $input) { order { id number status } errors { __typename } } }`,
    { input: { orderId } },
  );
  const payload = data[field];
  if (payload === undefined) throw new Error(`no ${field}`);
  return payload;
}

test('cancel against ship: one of the two happens, and the other is told', async () => {
  const id = await create(100);
  for (let round = 0; round < 20; round += 1) {
    const client = crowd.customer(`wavering-${round}`);
    const { order } = await place(client, [id], 'key');
    const orderId = order?.id ?? '';
    const both = await Promise.all([
      move(client, 'cancelOrder', orderId),
      move(crowd.staff, 'shipOrder', orderId),
    ]);
    expect(both.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    expect(both.flatMap(({ errors }) => errors)).toEqual([{ __typename: 'InvalidOrderTransition' }]);
  }
  await expectBooksInOrder();
});

test('two products that are bought crosswise by many: no deadlock, and no order with one of them', async () => {
  const [a, b] = [await create(20), await create(20)];
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      place(crowd.customer(`crosswise-${at}`), at % 2 === 0 ? [a, b] : [b, a], 'key'),
    ),
  );
  const confirmed = answers.filter(({ order }) => order?.status === 'CONFIRMED');
  expect(confirmed.length).toBeLessThanOrEqual(20);
  expect(answers.filter(({ order }) => order?.status === 'REJECTED')).toHaveLength(100 - confirmed.length);
  await expectBooksInOrder();
  const { ledgers } = await checker.read();
  const sold = (productId: string) => ledgers.find(({ _id }) => _id === productId)?.sold;
  expect([sold(a), sold(b)]).toEqual([confirmed.length, confirmed.length]);
});
