import { afterEach, describe, expect, it } from 'vitest';
import { readRouterConfig } from '../../config.js';
import { startTestRouter, type AskOptions, type TestRouter } from '../../testing/router.js';

const shop = {
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@cost"])
    type Query { cheap: Int @cost(weight: 1)  dear: Int @cost(weight: 30) }`,
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

const none = { RATE_LIMIT_PER_USER: '0', RATE_LIMIT_PER_ADDRESS: '0', RATE_LIMIT_REQUESTS: '0' };

describe('rate limits', () => {
  it('count cost, by user, and tell when to come back', async () => {
    const router = await start({ ...none, RATE_LIMIT_PER_USER: '100' });
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
    const router = await start({ ...none, RATE_LIMIT_PER_ADDRESS: '100' });
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
    const router = await start({ ...none, RATE_LIMIT_REQUESTS: '5', LIMIT_COST: '50' });
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

  it('take an operation for its cost, however many requests are left', async () => {
    const router = await start({ ...none, RATE_LIMIT_PER_ADDRESS: '72', RATE_LIMIT_REQUESTS: '6' });
    const statuses = [];
    for (const query of ['{ dear }', '{ cheap }', '{ __typename }', '{ cheap }', '{ cheap }', '{ cheap']) {
      statuses.push((await router.ask(query)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 429, 400]);
    expect((await router.ask('{ cheap')).status).toBe(429);
  });

  it('leave a client its whole budget by default', () => {
    const { rates } = readRouterConfig({
      JWT_JWKS_URL: 'http://127.0.0.1:1/',
      JWT_ISSUER: 'issuer',
      JWT_AUDIENCE: 'audience',
    });
    // Whoever asks for a page of twenty things at a time runs out of cost, not of requests.
    expect(rates.costPerAddress / rates.requestsPerAddress).toBeGreaterThan(20);
    expect(rates.costPerUser).toBeLessThan(rates.costPerAddress);
  });

  it('are none without a token issuer, unless they are set', () => {
    expect(readRouterConfig({}).rates).toMatchObject({
      costPerUser: 0,
      costPerAddress: 0,
      requestsPerAddress: 0,
    });
    expect(readRouterConfig({ RATE_LIMIT_REQUESTS: '7' }).rates.requestsPerAddress).toBe(7);
  });

  it('believe no X-Forwarded-For unless told of proxies', async () => {
    const router = await start({ ...none, RATE_LIMIT_PER_ADDRESS: '50' });
    const ask = (address: string) => router.ask('{ dear }', { headers: { 'x-forwarded-for': address } });
    expect((await ask('192.0.2.1')).status).toBe(200);
    expect((await ask('192.0.2.2')).status).toBe(429);
  });

  it('believe what our own proxies say', async () => {
    const router = await start({ ...none, RATE_LIMIT_PER_ADDRESS: '50', TRUSTED_PROXIES: '1' });
    const ask = (address: string) => router.ask('{ dear }', { headers: { 'x-forwarded-for': address } });
    expect((await ask('198.51.100.1, 192.0.2.1')).status).toBe(200);
    expect((await ask('192.0.2.2')).status).toBe(200);
    expect((await ask('198.51.100.9, 192.0.2.1')).status).toBe(429);
  });

  it('believe no proxy that writes no address', async () => {
    const router = await start({ ...none, RATE_LIMIT_PER_ADDRESS: '50', TRUSTED_PROXIES: '1' });
    const ask = (address: string) => router.ask('{ dear }', { headers: { 'x-forwarded-for': address } });
    expect((await ask('unknown')).status).toBe(200);
    expect((await ask('x'.repeat(5_000))).status).toBe(429);
  });
});
