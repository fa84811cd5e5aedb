import { readFile, writeFile } from 'node:fs/promises';
import { eventTransports, type RunningTransport } from '@supergraph/service-kit/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { change, PASSWORD, signUp } from '../sessions/support/accounts.js';
import { subscribingClients } from '../subscriptions/clients.js';
import { follow, type Follower } from '../subscriptions/follower.js';
import { MINE, placeOrder, PRODUCT_ID, PRODUCT_NAME, shipOrder } from '../subscriptions/shopping.js';
import { accessTokenOf, createClient, signIn, type Client } from '../support/client.js';
import { startStack, untilOpen, type Stack } from './stack.js';

// Services start in some tests, which takes long on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

for (const adapter of eventTransports) {
  // The router's part is the same over Redis.
  const [reloads, subscribers] = adapter.name === 'the database' ? [100, 200] : [10, 50];

  describe.skipIf(adapter.isMissing)(`events over ${adapter.name}`, () => {
    let transport: RunningTransport;
    let stack: Stack;
    let token: string;
    let customer: Client;
    let staff: Client;
    let followers: Follower[] = [];

    beforeAll(async () => {
      transport = await adapter.start();
      stack = await startStack(transport.redisUrl);
      const { url } = stack.supergraph;
      token = await accessTokenOf(url, 'customer@demo.shop');
      customer = createClient(url, token);
      staff = await signIn(url, 'staff@demo.shop');
    }, 300_000);

    afterEach(async () => {
      for (const follower of followers) follower.leave();
      followers = [];
      await untilOpen(stack.supergraph.adminUrls.router, 0);
      await untilOpen(stack.secondRouter.adminUrl, 0);
    });

    afterAll(async () => {
      await stack.stop();
      await transport.stop();
    });

    function followWith(
      client: (typeof subscribingClients)[number],
      url: string,
      query = MINE,
      as = token,
    ): Follower {
      const follower = follow(client, () => url, as, query);
      followers.push(follower);
      return follower;
    }

    /** Follows with every client, in the order of the clients. */
    async function followWithAll(query = MINE, as = token): Promise<readonly Follower[]> {
      const { url, adminUrl } = stack.secondRouter;
      const all = subscribingClients.map((client) => followWith(client, url, query, as));
      await untilOpen(adminUrl, all.length);
      return all;
    }

    async function expectStatuses(all: readonly Follower[], statuses: readonly string[]): Promise<void> {
      for (const [index, { received }] of all.entries()) {
        const found = () => received.map(({ data }) => ordersIn(data)[0]?.status);
        await expect.poll(found, { message: subscribingClients[index]?.name ?? '' }).toEqual(statuses);
      }
    }

    it('an event of one instance reaches the subscribers of another, with the names of the products', async () => {
      const all = await followWithAll();
      const order = await placeOrder(customer);
      await shipOrder(staff, order);
      await expectStatuses(all, ['PENDING', 'CONFIRMED', 'SHIPPED']);
      for (const { received } of all) {
        for (const { data, errors } of received) {
          expect(ordersIn(data)).toMatchObject([{ id: order, lines: [{ product: { name: PRODUCT_NAME } }] }]);
          expect(errors).toEqual([]);
        }
      }
    });

    it('subscribers miss nothing when the instance that serves them is replaced, or the transport is restarted', async () => {
      const all = await followWithAll();
      const order = await placeOrder(customer);
      await expectStatuses(all, ['PENDING', 'CONFIRMED']);
      await Promise.all([stack.secondOrders.replace(), shipOrder(staff, order)]);
      await expectStatuses(all, ['PENDING', 'CONFIRMED', 'SHIPPED']);
      await Promise.all([transport.restart(), placeOrder(customer)]);
      await expectStatuses(all, ['PENDING', 'CONFIRMED', 'SHIPPED', 'PENDING', 'CONFIRMED']);
      for (const { eventIds } of all) expect(new Set(eventIds).size).toBe(5);
    });

    it('an order that changes while products is down arrives without its products, and with an error', async () => {
      const all = await followWithAll();
      const order = await placeOrder(customer);
      await expectStatuses(all, ['PENDING', 'CONFIRMED']);
      await stack.supergraph.kill('products');
      await shipOrder(staff, order);
      await expectStatuses(all, ['PENDING', 'CONFIRMED', 'SHIPPED']);
      await stack.supergraph.restart('products');
      for (const { received } of all) {
        const last = received.at(-1);
        expect(ordersIn(last?.data)).toMatchObject([{ lines: [{ product: null }] }]);
        expect(last?.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE' } }]);
      }
    });

    it('the subscriptions of an expired token, and of one whose role is taken away, end with UNAUTHENTICATED', async () => {
      const { url } = stack.supergraph;
      const mine = await followWithAll();
      const order = await placeOrder(customer);
      await expectStatuses(mine, ['PENDING', 'CONFIRMED']);
      for (const { leave } of mine) leave();
      const admin = await signIn(url, 'admin@demo.shop');
      const { id, email } = await signUp(url);
      await change(admin, 'setRoles', { userId: id, roles: ['STAFF'] });
      const query = `subscription { orderChanged(orderId: "${order}") { id status } }`;
      const all = await followWithAll(query, await accessTokenOf(url, email, PASSWORD));
      await change(admin, 'setRoles', { userId: id, roles: ['CUSTOMER'] });
      await expectUnauthenticated(all);
      await shipOrder(staff, order);

      await stack.supergraph.restart('users', { ACCESS_TOKEN_TTL_S: '8' });
      const expiring = await accessTokenOf(url, 'customer@demo.shop');
      await expectUnauthenticated(await followWithAll(MINE, expiring));
      await stack.supergraph.restart('users', { ACCESS_TOKEN_TTL_S: '900' });
      for (const { received } of all) expect(received.filter(({ data }) => data != null)).toEqual([]);
    });

    it(`${reloads} reloads of the supergraph lose and double no event of ${subscribers} subscribers`, async () => {
      const { supergraphPath, supergraph } = stack;
      const [, sse] = subscribingClients;
      if (sse === undefined) throw new Error('there is no client');
      const kept = Array.from({ length: subscribers }, (_, index) =>
        index % 2 === 0
          ? followWith(sse, supergraph.url)
          : followWith(sse, supergraph.url, 'subscription { myOrdersChanged { id status } }'),
      );
      const invalid = followWith(sse, supergraph.url, 'subscription { myOrdersChanged { id placedAt } }');
      await untilOpen(supergraph.adminUrls.router, subscribers + 1);
      const original = await readFile(supergraphPath, 'utf8');
      const changed = original.replace(/^ {2}""".*"""\n {2}placedAt: DateTime!\n/m, '');
      expect(changed).not.toBe(original);
      const orders: string[] = [];
      for (let reload = 1; reload <= reloads; reload += 1) {
        await writeFile(supergraphPath, `${reload % 2 === 0 ? original : changed}\n# ${reload}\n`);
        if (reload % 5 === 0) orders.push(await placeOrder(customer));
        await expect
          .poll(() => servedReloads(supergraph.adminUrls.router), { timeout: 60_000, interval: 20 })
          .toBeGreaterThanOrEqual(reload);
      }
      expect(invalid.ended).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
      const expected = orders.flatMap((id) => [`${id} PENDING`, `${id} CONFIRMED`]).sort();
      for (const follower of kept) {
        await expect.poll(() => follower.received.length).toBeGreaterThanOrEqual(expected.length);
        const found = follower.received.flatMap(({ data }) => ordersIn(data));
        expect(found.map(({ id, status }) => `${id} ${status}`).sort()).toEqual(expected);
        expect(follower.ended).toBeUndefined();
      }
    }, 600_000);

    it('a product’s stock is followed by anyone', async () => {
      const query = `subscription { stockChanged(productIds: ["${PRODUCT_ID}"]) { id stock } }`;
      const all = await followWithAll(query);
      await placeOrder(customer);
      for (const { received } of all) {
        await expect.poll(() => received[0]?.data).toMatchObject({ stockChanged: { id: PRODUCT_ID } });
      }
    });
  });
}

interface ReceivedOrder {
  readonly id: string;
  readonly status: string;
}

function ordersIn(data: unknown): readonly ReceivedOrder[] {
  return Object.values((data ?? {}) as Record<string, ReceivedOrder | null>).filter(
    (order) => order !== null,
  );
}

async function expectUnauthenticated(all: readonly Follower[]): Promise<void> {
  for (const [index, follower] of all.entries()) {
    await expect
      .poll(() => follower.ended, { message: subscribingClients[index]?.name ?? '', timeout: 60_000 })
      .toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  }
}

async function servedReloads(adminUrl: string): Promise<number> {
  const text = await (await fetch(`${adminUrl}/metrics`)).text();
  return Number(/router_supergraph_reloads_total\{outcome="served"\} (\d+)/.exec(text)?.[1] ?? 0);
}
