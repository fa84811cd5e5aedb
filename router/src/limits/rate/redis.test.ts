import { afterEach, describe, expect, it } from 'vitest';
import {
  hasRedis,
  startRedis,
  type RedisOptions,
  type TestRedis,
} from '@supergraph/service-kit/testing/redis';
import { startTestRouter, type TestRouter } from '../../testing/router.js';

const shop = {
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@cost"])
    type Query { cheap: Int @cost(weight: 1)  dear: Int @cost(weight: 30) }`,
};

const started: { close(): unknown }[] = [];
afterEach(async () => {
  // The routers before their Redis.
  for (const one of started.splice(0).reverse()) await one.close();
});

async function newRedis(options?: RedisOptions): Promise<TestRedis> {
  const redis = await startRedis(options);
  started.push(redis);
  return redis;
}

async function newRouter(url: string, limits: Readonly<Record<string, string>> = {}): Promise<TestRouter> {
  const environment = {
    RATE_LIMIT_PER_USER: '100',
    RATE_LIMIT_PER_ADDRESS: '0',
    RATE_LIMIT_REQUESTS: '0',
    REDIS_URL: url,
    // A busy machine is no Redis that hangs.
    REDIS_TIMEOUT_MS: '10000',
    LOG_LEVEL: 'info',
    ...limits,
  };
  const router = await startTestRouter({ subgraphs: { shop }, environment });
  started.push(router);
  return router;
}

const ask = async (router: TestRouter, sub: string, query = '{ dear }') =>
  (await router.ask(query, { as: { sub } })).status;

/** Whether a router says that limits are shared, in its metrics. */
async function isShared(router: TestRouter): Promise<boolean> {
  const metrics = await (await fetch(`${router.adminUrl}/metrics`)).text();
  return /^router_rate_limits_shared 1$/m.test(metrics);
}
const expectShared = (router: TestRouter, shared: boolean) =>
  expect.poll(() => isShared(router), { timeout: 15_000, interval: 50 }).toBe(shared);

const told = (router: TestRouter, text: string) => router.log.filter((line) => line.includes(text)).length;

describe.skipIf(!hasRedis)(
  'rate limits in a real Redis (skipped where redis-server is not installed)',
  () => {
    it('are one budget for all routers, for users and for addresses', async () => {
      const { url } = await newRedis();
      const [one, two] = [await newRouter(url), await newRouter(url)];
      const statuses = [];
      for (const router of [one, two, one, two]) statuses.push(await ask(router, 'greedy'));
      expect(statuses).toEqual([200, 200, 429, 429]);
      expect(await ask(two, 'modest')).toBe(200);
      const limits = { RATE_LIMIT_PER_USER: '0', RATE_LIMIT_PER_ADDRESS: '90' };
      const [three, four] = [await newRouter(url, limits), await newRouter(url, limits)];
      expect([await ask(three, 'a'), await ask(four, 'b'), await ask(three, 'c')]).toEqual([200, 200, 429]);
    });

    it('are exact when both routers are asked at once', async () => {
      const { url } = await newRedis();
      const limits = { RATE_LIMIT_PER_USER: '4000' };
      const routers = [await newRouter(url, limits), await newRouter(url, limits)];
      const asked = Array.from({ length: 100 }, () => routers.map((router) => ask(router, 'greedy')));
      const statuses = await Promise.all(asked.flat());
      expect(statuses.filter((status) => status === 200)).toHaveLength(100);
      expect(statuses.filter((status) => status === 429)).toHaveLength(100);
    });

    it('count requests that are refused in each router', async () => {
      const { url } = await newRedis();
      const limits = { RATE_LIMIT_REQUESTS: '5' };
      const [one, two] = [await newRouter(url, limits), await newRouter(url, limits)];
      for (let time = 0; time < 5; time += 1) expect(await ask(one, 'a', '{ gone }')).toBe(400);
      expect(await ask(one, 'a', '{ gone }')).toBe(429);
      expect(await ask(two, 'a', '{ gone }')).toBe(400);
    });

    it('are kept in memory when Redis is killed under load, and in Redis when it is back', async () => {
      const redis = await newRedis();
      const router = await newRouter(redis.url, { RATE_LIMIT_PER_USER: '1000000' });
      const statuses = new Set<number>();
      let isLoaded = true;
      const load = Array.from({ length: 8 }, async (_, index) => {
        while (isLoaded) statuses.add(await ask(router, `busy-${index}`));
      });
      await redis.kill();
      await expectShared(router, false);
      await redis.restart();
      await expectShared(router, true);
      isLoaded = false;
      await Promise.all(load);
      expect([...statuses]).toEqual([200]);
      expect(told(router, 'each router keeps rate limits of its own')).toBeGreaterThan(0);
      expect(told(router, 'Redis answers again')).toBe(1);
    });

    it('hold in memory too', async () => {
      const redis = await newRedis();
      const router = await newRouter(redis.url);
      await redis.kill();
      await expectShared(router, false);
      expect([await ask(router, 'x'), await ask(router, 'x'), await ask(router, 'x')]).toEqual([
        200, 200, 429,
      ]);
    });

    it('keep nobody waiting for a Redis that hangs', async () => {
      const redis = await newRedis();
      const router = await newRouter(redis.url, { RATE_LIMIT_PER_USER: '1000000', REDIS_TIMEOUT_MS: '1000' });
      expect(await ask(router, 'a')).toBe(200);
      redis.pause();
      const timed = async () => {
        const begun = performance.now();
        expect(await ask(router, 'a')).toBe(200);
        return performance.now() - begun;
      };
      // Those who find out wait for it once.
      const first = await Promise.all(Array.from({ length: 20 }, timed));
      expect(Math.max(...first)).toBeLessThan(5_000);
      expect(await isShared(router)).toBe(false);
      const after = [];
      for (let time = 0; time < 20; time += 1) after.push(await timed());
      expect(after.sort((a, b) => a - b)[10]).toBeLessThan(500);
      redis.resume();
      await expectShared(router, true);
      expect(await ask(router, 'a')).toBe(200);
    });

    it('need the right password', async () => {
      const { url } = await newRedis({ password: 'right' });
      await expect(newRouter(url.replace('right', 'wrong'))).rejects.toThrow(/REDIS_URL.*WRONGPASS/);
      await expect(newRouter(url.replace(':right@', ''))).rejects.toThrow(/REDIS_URL.*NOAUTH/);
      const router = await newRouter(url);
      expect([await ask(router, 'x'), await ask(router, 'x'), await ask(router, 'x')]).toEqual([
        200, 200, 429,
      ]);
      expect(router.log.join('')).not.toContain('right');
    });

    it('survive a password that changes, in memory, and say why once', async () => {
      const redis = await newRedis({ password: 'old' });
      const router = await newRouter(redis.url);
      await redis.restart({ password: 'new' });
      await expectShared(router, false);
      expect([await ask(router, 'x'), await ask(router, 'x'), await ask(router, 'x')]).toEqual([
        200, 200, 429,
      ]);
      await expect.poll(() => told(router, 'WRONGPASS'), { timeout: 15_000 }).toBe(1);
      await redis.restart({ password: 'old' });
      await expectShared(router, true);
    });
  },
);

describe('a Redis that is not there', () => {
  it('ends the start', async () => {
    await expect(newRouter('redis://127.0.0.1:1')).rejects.toThrow(/REDIS_URL.*ECONNREFUSED/);
  });
});
