import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessTokenOf, createClient, signIn, type Client } from '../support/client.js';
import { readMetric } from '../support/metrics.js';
import { sharedSupergraph, type SharedSupergraph } from '../support/supergraph.js';
import { subscribingClients, type SubscribingClient } from './clients.js';
import { follow, type Follower } from './follower.js';
import { MINE, placeOrder, PRODUCT_ID, PRODUCT_NAME, shipOrder } from './shopping.js';

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
async function open(client: SubscribingClient | undefined, token: string, query: string): Promise<Follower> {
  if (client === undefined) throw new Error('there is no client');
  const before = await openSubscriptions();
  const follower = follow(client, () => supergraph.url, token, query);
  ends.push(follower.leave);
  await expect.poll(openSubscriptions).toBeGreaterThan(before);
  return follower;
}

function ordersOf({ received }: Follower): readonly ChangedOrder[] {
  return received.flatMap(({ data }) => Object.values(data as Record<string, ChangedOrder>));
}

describe.each(subscribingClients)('$name', (client) => {
  it('follows an order from placement to shipment, with the names of its products', async () => {
    const follower = await open(client, customerToken, MINE);
    const id = await placeOrder(customer);
    await shipOrder(staff, id);
    const ofOrder = () => ordersOf(follower).filter((order) => order.id === id);
    await expect.poll(() => ofOrder().length).toBe(3);
    expect(ofOrder().map(({ status }) => status)).toEqual(['PENDING', 'CONFIRMED', 'SHIPPED']);
    for (const { lines } of ofOrder())
      expect(lines.map(({ product }) => product?.name)).toEqual([PRODUCT_NAME]);
    expect(follower.received.flatMap(({ errors }) => errors)).toEqual([]);
    expect(follower.ended).toBeUndefined();
  });
});

describe('the order of another customer', () => {
  const [client] = subscribingClients;

  it('sends nothing', async () => {
    const id = await placeOrder(customer);
    const query = `subscription { orderChanged(orderId: "${id}") { id status lines { product { name } } } }`;
    const [own, others] = [await open(client, customerToken, query), await open(client, otherToken, query)];
    await shipOrder(staff, id);
    await expect.poll(() => ordersOf(own).at(-1)?.status).toBe('SHIPPED');
    // Both subscriptions get their events from one relay, so the other customer's would have arrived by now.
    await sleep(300);
    expect(others.received).toEqual([]);
  });
});

describe('stock', () => {
  it('is followed by anyone', async () => {
    const [, client] = subscribingClients;
    const query = `subscription { stockChanged(productIds: ["${PRODUCT_ID}"]) { id stock } }`;
    const { received } = await open(client, otherToken, query);
    await placeOrder(customer);
    await expect.poll(() => received.length).toBeGreaterThan(0);
    expect(received[0]?.data).toMatchObject({
      stockChanged: { id: PRODUCT_ID, stock: expect.any(Number) as number },
    });
  });
});
