import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessTokenOf, createClient, signIn, type Client } from '../support/client.js';
import { readMetric } from '../support/metrics.js';
import { startAnotherRouter, type RouterProcess } from '../support/router-process.js';
import { sharedSupergraph, type SharedSupergraph } from '../support/supergraph.js';
import { subscribingClients } from './clients.js';
import { follow, type Follower } from './follower.js';
import { MINE, placeOrder, shipOrder } from './shopping.js';

let supergraph: SharedSupergraph;
let token: string;
let customer: Client;
let staff: Client;
let router: RouterProcess;
let witness: Follower;
let followers: readonly Follower[];

beforeAll(async () => {
  supergraph = await sharedSupergraph();
  token = await accessTokenOf(supergraph.url, 'customer@demo.shop');
  customer = createClient(supergraph.url, token);
  staff = await signIn(supergraph.url, 'staff@demo.shop');
  router = await startAnotherRouter(supergraph, { DRAIN_MS: '500' });
  followers = subscribingClients.map((client) => follow(client, () => router.url, token, MINE));
  const [client] = subscribingClients;
  if (client === undefined) throw new Error('there is no client');
  // It stays at a router that is not replaced.
  witness = follow(client, () => supergraph.url, token, MINE);
});

afterAll(async () => {
  for (const follower of [...followers, witness]) follower.leave();
  await router.stop();
});

function openSubscriptions(adminUrl: string): Promise<number> {
  return readMetric(adminUrl, 'router_subscriptions_open');
}

/** Waits until every client has received the events that the witness has, each once and in their order. */
async function expectNoGap(events: number): Promise<void> {
  await expect.poll(() => witness.eventIds.length).toBe(events);
  for (const [index, follower] of followers.entries()) {
    const { name = '' } = subscribingClients[index] ?? {};
    await expect.poll(() => follower.eventIds, { message: name }).toEqual(witness.eventIds);
    expect(follower.ended, name).toBeUndefined();
  }
}

it('all clients continue without a gap when their router is killed, or stops, and another one replaces it', async () => {
  await expect.poll(() => openSubscriptions(router.adminUrl)).toBe(followers.length);
  await expect.poll(() => openSubscriptions(supergraph.adminUrls.router)).toBeGreaterThan(0);
  const first = await placeOrder(customer);
  await expectNoGap(2);
  await router.kill();
  await shipOrder(staff, first);
  await placeOrder(customer);
  router = await startAnotherRouter(supergraph, { DRAIN_MS: '500' });
  await expectNoGap(5);

  const old = router;
  router = await startAnotherRouter(supergraph, {});
  const stopped = old.stop();
  await placeOrder(customer);
  await stopped;
  await placeOrder(customer);
  await expectNoGap(9);

  // Other test files count the open subscriptions of the shared router.
  witness.leave();
  await expect.poll(() => openSubscriptions(supergraph.adminUrls.router)).toBe(0);
}, 120_000);
