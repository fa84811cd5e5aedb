import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServiceName, Supergraph } from '@supergraph/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../support/client.js';
import { startTestSupergraph } from '../support/supergraph.js';

const shiftClock = pathToFileURL(join(import.meta.dirname, 'shift-clock.mjs')).href;

const SKEW_MS = 30_000;

let supergraph: Supergraph;
beforeAll(async () => void (supergraph = await startTestSupergraph()));
afterAll(() => supergraph.stop());

const PLACE_ORDER = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { id status } errors { __typename ... on UserError { message } } }
}`;

interface Placed {
  readonly placeOrder: { readonly order: { readonly id: string } } | null;
}

/** Signs in, places an order, and reads it from all three subgraphs. */
async function shop(url: string): Promise<void> {
  const customer = await signIn(url, 'customer@demo.shop');
  const input = { idempotencyKey: randomUUID(), lines: [{ productId: 'nw-product-4', quantity: 1 }] };
  const place = async () => ((await customer.ask(PLACE_ORDER, { input })).data as Placed).placeOrder;
  // The circuits of the other services may still be open, because this one has just started.
  await expect.poll(place).toMatchObject({ order: { status: 'CONFIRMED' }, errors: [] });
  const id = (await place())?.order.id;
  const seen = await customer.data(
    'query ($id: ID!) { order(id: $id) { customer { email } lines { product { sku } } } }',
    { id },
  );
  expect(seen).toEqual({
    order: { customer: { email: 'customer@demo.shop' }, lines: [{ product: { sku: 'NW-0004' } }] },
  });
}

/** By the service's own clock, in milliseconds since 1970. */
async function latestLogTime(service: ServiceName): Promise<number> {
  const log = await readFile(join(supergraph.dataDir, 'logs', `${service}.log`), 'utf8');
  const { time } = JSON.parse(log.trimEnd().split('\n').at(-1) ?? '') as { time: string };
  return Date.parse(time);
}

describe.each<ServiceName>(['router', 'products', 'orders', 'users'])('the clock of %s', (service) => {
  afterAll(() => supergraph.restart(service, { NODE_OPTIONS: '', CLOCK_SHIFT_MS: '0' }));

  it.each([
    ['ahead', SKEW_MS],
    ['behind', -SKEW_MS],
  ])('may be half a minute %s', async (_which, shift) => {
    const began = Date.now();
    await supergraph.restart(service, {
      NODE_OPTIONS: `--import=${shiftClock}`,
      CLOCK_SHIFT_MS: String(shift),
    });
    const [started, ready] = [await latestLogTime(service), Date.now()];
    if (shift > 0) expect(started).toBeGreaterThan(ready);
    else expect(started).toBeLessThan(began);
    await shop(supergraph.url);
  });
});
