import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const shop = { sdl: 'type Query { item: String }', resolvers: { Query: { item: () => 'item' } } };
const JSON_TYPE = { 'content-type': 'application/json' };
const QUERY = '{"query":"{ item }"}';

describe('requests that do not become operations', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({
      subgraphs: { shop },
      environment: { MAX_CONCURRENT_OPERATIONS: '1', RATE_LIMIT_REQUESTS: '30', RATE_LIMIT_PER_ADDRESS: '0' },
    });
  });
  afterAll(() => router.close());

  const post = (body: string, headers: Readonly<Record<string, string>> = JSON_TYPE, method = 'POST') =>
    fetch(router.url, { method, headers, body });
  const raw = (text: string) =>
    new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(router.url).port), '127.0.0.1', () => socket.write(text));
      socket.on('error', () => undefined).on('close', () => resolve());
      socket.resume();
    });
  async function count(reason: string): Promise<number> {
    const metrics = await (await fetch(`${router.adminUrl}/metrics`)).text();
    const [, value] =
      new RegExp(`^router_refusals_total\\{reason="${reason}"\\} (\\d+)$`, 'm').exec(metrics) ?? [];
    return Number(value ?? 0);
  }

  it.each<[string, () => Promise<unknown>]>([
    ['malformed_body', () => post('{"query":')],
    ['body_too_large', () => post(`{"query":"${'x'.repeat(300_000)}"}`)],
    ['media_type', () => post(QUERY, { 'content-type': 'text/plain' })],
    ['not_acceptable', () => post(QUERY, { ...JSON_TYPE, accept: 'image/png' })],
    ['parameters', () => post('[]')],
    ['method', () => post(QUERY, JSON_TYPE, 'PUT')],
    ['token', () => post(QUERY, { ...JSON_TYPE, authorization: 'Bearer x.y.z' })],
    ['not_found', () => fetch(new URL('/admin', router.url))],
    ['headers_too_large', () => raw(`GET /graphql HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)],
    ['bad_http', () => raw('nonsense\r\n\r\n')],
  ])('are counted: %s', async (reason, send) => {
    const before = await count(reason);
    await send();
    expect(await count(reason)).toBe(before + 1);
  });

  it('are counted by overload and by rate limit', async () => {
    const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await post(QUERY)).status));
    const times = (status: number) => statuses.filter((got) => got === status).length;
    expect(await count('overload')).toBe(times(503));
    expect(await count('rate_limit')).toBe(times(429));
    while ((await post(QUERY)).status !== 429);
    expect(await count('rate_limit')).toBeGreaterThan(0);
  });

  it('leave some lines a second in the log, however many forged tokens there are', async () => {
    const flooded = await startTestRouter({ subgraphs: { shop }, environment: { LOG_LEVEL: 'info' } });
    try {
      const begun = performance.now();
      const forge = (index: number) => flooded.ask('{ item }', { token: `x.${index}.z` });
      await Promise.all(Array.from({ length: 300 }, (_, index) => forge(index)));
      const seconds = Math.ceil((performance.now() - begun) / 1_000);
      const lines = flooded.log.filter((line) => line.includes('access token refused'));
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.length).toBeLessThanOrEqual(20 * (seconds + 1));
    } finally {
      await flooded.close();
    }
  });

  it('are not counted when they do', async () => {
    const metrics = await (await fetch(`${router.adminUrl}/metrics`)).text();
    expect(metrics).toMatch(/^router_operation_seconds_count\{outcome="answered"\} [1-9]/m);
    expect(await count('answered')).toBe(0);
  });
});
