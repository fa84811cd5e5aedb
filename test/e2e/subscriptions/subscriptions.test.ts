import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessTokenOf, createClient, signIn, type Client } from '../support/client.js';
import { readMetric } from '../support/metrics.js';
import { sharedSupergraph, type SharedSupergraph } from '../support/supergraph.js';
import { subscribingClients } from './clients.js';

let supergraph: SharedSupergraph;
let customerToken: string;
let otherToken: string;
let customer: Client;
let staff: Client;
const ends: (() => void)[] = [];

beforeAll(async () => {
  supergraph = await sharedSupergraph();
  const { url } = supergraph;
  customerToken = await accessTokenOf(url, 'customer@demo.shop');
  otherToken = await signUp();
  customer = createClient(url, customerToken);
  staff = await signIn(url, 'staff@demo.shop');
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  // The next test compares the number of open subscriptions with this one.
  await expect.poll(openSubscriptions).toBe(0);
});

interface ChangedOrder {
  readonly id: string;
  readonly status: string;
  readonly lines: readonly { readonly product: { readonly name: string } | null }[];
}

const MINE = 'subscription { myOrdersChanged { id status lines { product { name } } } }';

async function signUp(): Promise<string> {
  const input = { name: 'Ada', email: `${randomUUID()}@shop.example`, password: 'correct horse battery' };
  const made = await createClient(supergraph.url).data<{ signUp: { session: { accessToken: string } } }>(
    'mutation ($input: SignUpInput!) { signUp(input: $input) { session { accessToken } } }',
    { input },
  );
  return made.signUp.session.accessToken;
}

async function openSubscriptions(): Promise<number> {
  return readMetric(supergraph.adminUrls.router, 'router_subscriptions_open');
}

/** Subscribes with a public client. Resolves when the router has opened the subscription. */
async function follow(
  client: (typeof subscribingClients)[number],
  token: string,
  query: string,
): Promise<{ readonly received: ChangedOrder[]; readonly errors: unknown[] }> {
  const before = await openSubscriptions();
  const received: ChangedOrder[] = [];
  const errors: unknown[] = [];
  const end = client.subscribe(supergraph.url, token, query, {
    next: (data) => received.push(...Object.values(data as Record<string, ChangedOrder>)),
    error: (error) => errors.push(error),
  });
  ends.push(end);
  await expect.poll(openSubscriptions).toBeGreaterThan(before);
  return { received, errors };
}

async function placeOrder(): Promise<string> {
  const placed = await customer.data<{ placeOrder: { order: { id: string } | null; errors: unknown[] } }>(
    `mutation ($input: PlaceOrderInput!) {
      placeOrder(input: $input) { order { id } errors { __typename } }
    }`,
    { input: { idempotencyKey: randomUUID(), lines: [{ productId: 'nw-product-4', quantity: 1 }] } },
  );
  expect(placed.placeOrder.errors).toEqual([]);
  return placed.placeOrder.order?.id ?? '';
}

async function ship(orderId: string): Promise<void> {
  const shipped = await staff.data<{ shipOrder: { errors: unknown[] } }>(
    'mutation ($input: ShipOrderInput!) { shipOrder(input: $input) { errors { __typename } } }',
    { input: { orderId } },
  );
  expect(shipped.shipOrder.errors).toEqual([]);
}

describe.each(subscribingClients)('$name', (client) => {
  it('follows an order from placement to shipment, with the names of its products', async () => {
    const { received, errors } = await follow(client, customerToken, MINE);
    const id = await placeOrder();
    await ship(id);
    const ofOrder = () => received.filter((order) => order.id === id);
    await expect.poll(() => ofOrder().length, { message: JSON.stringify(errors) }).toBe(3);
    expect(ofOrder().map(({ status }) => status)).toEqual(['PENDING', 'CONFIRMED', 'SHIPPED']);
    for (const { lines } of ofOrder()) {
      expect(lines.map(({ product }) => product?.name)).toEqual(["Chef Anton's Cajun Seasoning"]);
    }
    expect(errors).toEqual([]);
  });
});

describe('the order of another customer', () => {
  const [client] = subscribingClients;

  it('sends nothing', async () => {
    if (client === undefined) throw new Error('there is no client');
    const id = await placeOrder();
    const query = `subscription { orderChanged(orderId: "${id}") { id status lines { product { name } } } }`;
    const [own, others] = [
      await follow(client, customerToken, query),
      await follow(client, otherToken, query),
    ];
    await ship(id);
    await expect.poll(() => own.received.map(({ status }) => status)).toEqual(['SHIPPED']);
    // Both subscriptions get their events from one relay, so the other customer's would have arrived by now.
    await sleep(300);
    expect(others.received).toEqual([]);
  });
});

describe('stock', () => {
  it('is followed by anyone', async () => {
    const [, client] = subscribingClients;
    if (client === undefined) throw new Error('there is no client');
    const query = 'subscription { stockChanged(productIds: ["nw-product-4"]) { id stock } }';
    const { received } = await follow(client, otherToken, query);
    await placeOrder();
    await expect.poll(() => received.length).toBeGreaterThan(0);
    expect(received[0]).toMatchObject({ id: 'nw-product-4', stock: expect.any(Number) as number });
  });
});
