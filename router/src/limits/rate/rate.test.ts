import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestRouter, type AskOptions, type TestRouter } from '../../testing/router.js';
import { networkOf } from './address.js';

const shop = {
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@cost"])
    type Query { cheap: Int @cost(weight: 1)  dear: Int @cost(weight: 40) }`,
};

const started: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.close();
});

async function start(environment: Readonly<Record<string, string>>): Promise<TestRouter> {
  const router = await startTestRouter({ subgraphs: { shop }, environment });
  started.push(router);
  return router;
}

describe('rate limits', () => {
  it('count cost, by user, and tell when to come back', async () => {
    const router = await start({ RATE_LIMIT_PER_USER: '100', RATE_LIMIT_PER_ADDRESS: '0' });
    const statuses = [];
    for (const query of ['{ dear }', '{ dear }', '{ dear }', '{ cheap }']) {
      statuses.push((await router.ask(query, { as: { sub: 'greedy' } })).status);
    }
    expect(statuses).toEqual([200, 200, 429, 429]);
    const refused = await router.ask('{ cheap }', { as: { sub: 'greedy' } });
    expect(refused.body.errors?.[0]?.extensions?.code).toBe('RATE_LIMITED');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await router.ask('{ dear }', { as: { sub: 'other' } })).status).toBe(200);
  });

  it('count by address, whoever is behind it, and ask no subgraph beyond', async () => {
    const router = await start({ RATE_LIMIT_PER_ADDRESS: '100', RATE_LIMIT_PER_USER: '0' });
    await router.ask('{ dear }', { as: { sub: 'one' } });
    await router.ask('{ dear }');
    const requests = await router.countRequests(async () => {
      expect((await router.ask('{ dear }', { as: { sub: 'two' } })).status).toBe(429);
    });
    expect(requests).toBe(0);
  });

  it.each<[string, string, AskOptions, number]>([
    ['that are no GraphQL', '{ cheap', {}, 400],
    ['that are not valid', '{ gone }', {}, 400],
    ['that cost too much', '{ a: dear b: dear }', {}, 400],
    ['with a bad token', '{ cheap }', { token: 'a.b.c' }, 401],
    ['with an unknown id', '{ cheap }', { extensions: { persistedQuery: { sha256Hash: 'x' } } }, 400],
  ])('count requests %s, and turn the good ones away after', async (_name, query, asked, status) => {
    const router = await start({
      RATE_LIMIT_PER_ADDRESS: '5',
      RATE_LIMIT_PER_USER: '0',
      LIMIT_COST: '50',
    });
    const statuses = [];
    for (let time = 0; time < 6; time += 1) statuses.push((await router.ask(query, asked)).status);
    expect(statuses).toEqual([status, status, status, status, status, 429]);
    const refused = await router.ask('{ cheap }');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.body.errors?.[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfter: Number(refused.headers.get('retry-after')),
    });
  });

  it('take a request for no more than its cost', async () => {
    const router = await start({ RATE_LIMIT_PER_ADDRESS: '43', RATE_LIMIT_PER_USER: '0' });
    const statuses = [];
    for (const query of ['{ dear }', '{ cheap }', '{ __typename }', '{ cheap }', '{ cheap }']) {
      statuses.push((await router.ask(query)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
  });

  it('count refusals in each router beside Redis', async () => {
    const redis = await startRedis();
    const router = await start({
      RATE_LIMIT_PER_USER: '0',
      RATE_LIMIT_PER_ADDRESS: '50',
      REDIS_URL: redis.url,
    });
    expect((await router.ask('{ dear }')).status).toBe(200);
    for (let time = 0; time < 49; time += 1) await router.ask('{ gone');
    expect((await router.ask('{ gone')).status).toBe(429);
  });

  it('believe no X-Forwarded-For unless told of proxies', async () => {
    const router = await start({ RATE_LIMIT_PER_ADDRESS: '50', RATE_LIMIT_PER_USER: '0' });
    const ask = (address: string) => router.ask('{ dear }', { headers: { 'x-forwarded-for': address } });
    expect((await ask('192.0.2.1')).status).toBe(200);
    expect((await ask('192.0.2.2')).status).toBe(429);
  });

  it('believe what our own proxies say', async () => {
    const router = await start({
      RATE_LIMIT_PER_ADDRESS: '50',
      RATE_LIMIT_PER_USER: '0',
      TRUSTED_PROXIES: '1',
    });
    const ask = (address: string) => router.ask('{ dear }', { headers: { 'x-forwarded-for': address } });
    expect((await ask('198.51.100.1, 192.0.2.1')).status).toBe(200);
    expect((await ask('192.0.2.2')).status).toBe(200);
    expect((await ask('198.51.100.9, 192.0.2.1')).status).toBe(429);
  });

  it('are shared through Redis, and kept in memory while it is away', async () => {
    const redis = await startRedis();
    const environment = { RATE_LIMIT_PER_USER: '100', RATE_LIMIT_PER_ADDRESS: '0', REDIS_URL: redis.url };
    const [one, two] = [await start(environment), await start(environment)];
    const ask = async (router: TestRouter) =>
      (await router.ask('{ dear }', { as: { sub: 'greedy' } })).status;
    expect([await ask(one), await ask(two), await ask(one), await ask(two)]).toEqual([200, 200, 429, 429]);
    redis.close();
    expect([await ask(one), await ask(one), await ask(one)]).toEqual([200, 200, 429]);
  });

  it('refuse to start with a Redis that is not there', async () => {
    await expect(start({ REDIS_URL: 'redis://127.0.0.1:1' })).rejects.toThrow('REDIS_URL');
  });
});

describe('networkOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

/**
 * A stand-in for Redis, for there is none to run here: enough of its protocol for the limiter's one script, with the
 * script's meaning.
 */
async function startRedis() {
  const counters = new Map<string, { value: number; until: number }>();
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (data) => {
      for (const command of parseCommands(data.toString())) socket.write(run(command, counters));
    });
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  started.push({ close });
  return { url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function parseCommands(text: string): string[][] {
  return text
    .split(/^\*\d+\r\n/m)
    .filter((part) => part !== '')
    .map((part) => [...part.matchAll(/\$\d+\r\n([\s\S]*?)\r\n(?=\$|$)/g)].map(([, value]) => value ?? ''));
}

/** `EVAL(SHA) script 1 key points seconds`: adds the points, sets the end of the window, tells both. */
function run(command: readonly string[], counters: Map<string, { value: number; until: number }>): string {
  const name = command[0]?.toLowerCase();
  if (name === 'info') return '$23\r\n# Server\r\nloading:0\r\n\r\n\r\n';
  if (name !== 'eval' && name !== 'evalsha') return '+OK\r\n';
  const [key = '', points, seconds] = command.slice(3);
  const now = Date.now();
  const found = counters.get(key);
  const counter = found && found.until > now ? found : { value: 0, until: now + Number(seconds) * 1_000 };
  counter.value += Number(points);
  counters.set(key, counter);
  return `*2\r\n:${counter.value}\r\n:${counter.until - now}\r\n`;
}
