import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import type { OrderAnswer, Payload } from './testing/answers.js';
import { CANCEL, ORDER, PLACE } from './testing/operations.js';
import { startProducts, type Products } from './testing/products.js';
import { startTestSubgraph } from './testing/test-subgraph.js';

let database: TestDatabase;
let products: Products;
beforeAll(async () => {
  database = await startTestDatabase();
  products = await startProducts(database.newUri('products'));
});
afterAll(async () => {
  await products.stop();
  await database.stop();
});

const customer = { subject: 'customer' };

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1/graphql';

test('while checkout is paused, open orders are completed and all can be read, and none is placed or cancelled', async () => {
  const uri = database.newUri('orders');
  const productId = await products.create('SKU-1', 1_000, 5);
  const input = () => ({ lines: [{ productId, quantity: 1 }], idempotencyKey: randomUUID() });
  const before = await startTestSubgraph({ uri, productsUrl: NOWHERE });
  await before.ask(PLACE, { input: input() }, customer);
  const open = await before.models.orders.findOne({}).lean<{ _id: string; status: string }>();
  expect(open?.status).toBe('PENDING');
  expect(await before.registry.metrics()).toMatch(/^orders_checkout_paused 0$/m);
  await before.stop();

  const variables = { CHECKOUT_PAUSED: 'true', RECOVERY_INTERVAL_MS: '100' };
  const paused = await startTestSubgraph({ uri, productsUrl: products.url, variables });
  const id = open?._id;
  await expect
    .poll(
      async () => {
        const { data } = await paused.ask<{ order: OrderAnswer | null }>(ORDER, { id }, customer);
        return data.order?.status;
      },
      { timeout: 40_000 },
    )
    .toBe('CONFIRMED');
  const refused = [
    await paused.ask<{ placeOrder: Payload | null }>(PLACE, { input: input() }, customer),
    await paused.ask<{ cancelOrder: Payload | null }>(CANCEL, { input: { orderId: id } }, customer),
  ];
  for (const { errors } of refused) {
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['SERVICE_UNAVAILABLE']);
  }
  expect(refused[0]?.errors?.[0]?.message).toBe(
    'No order is placed during maintenance: send the same request again in a few minutes.',
  );
  expect(await paused.models.orders.countDocuments({})).toBe(1);
  expect(await paused.registry.metrics()).toMatch(/^orders_checkout_paused 1$/m);
  await expect
    .poll(() => products.inventory(productId))
    .toEqual({ available: 4, held: 0, sold: 1, received: 5 });
  await paused.stop();
});
