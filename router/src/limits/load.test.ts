import { once } from 'node:events';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openLocalPlanner } from '../planning/local-planner.js';
import type { Planner } from '../planning/planner.js';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const sdl = 'type Query { slow: String }';

let router: TestRouter;
afterEach(() => router.close());

/** A router that has two places, and two operations that have them until their subgraph's answers are sent. */
async function startFullRouter(environment: Readonly<Record<string, string>> = {}) {
  const waiting: ServerResponse[] = [];
  let arrived: () => void = () => undefined;
  const full = new Promise<void>((resolve) => (arrived = resolve));
  router = await startTestRouter({
    subgraphs: {
      shop: {
        sdl,
        handle(_request, response) {
          waiting.push(response);
          if (waiting.length === 2) arrived();
        },
      },
    },
    environment: { MAX_CONCURRENT_OPERATIONS: '2', SUBGRAPH_SILENCE_MS: '60000', ...environment },
  });
  const inside = [router.ask('{ slow }'), router.ask('{ b: slow }')];
  await full;
  return { waiting, inside };
}

describe('overload', () => {
  it('is answered 503 at once, and the rest is answered well', async () => {
    const { waiting, inside } = await startFullRouter();
    const turnedAway = await router.ask('{ c: slow }');
    expect(turnedAway.status).toBe(503);
    expect(Number(turnedAway.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(turnedAway.body.errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
    expect(await statusBeforeTheBody(router.url)).toBe(503);
    for (const response of waiting) {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"data":{"slow":"done","b":"done"}}');
    }
    expect((await Promise.all(inside)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await router.ask('{ __typename }')).status).toBe(200);
  });

  it('is told to pages and programs alike, counted, and logged in one line a second', async () => {
    const { waiting, inside } = await startFullRouter({
      CORS_ORIGINS: 'https://shop.example',
      LOG_LEVEL: 'info',
      ACCESS_LOG_RATIO: '1',
    });
    const origin = 'https://shop.example';
    const accept = 'application/graphql-response+json';
    const refused = await Promise.all(
      Array.from({ length: 20 }, () => router.ask('{ c: slow }', { headers: { origin, accept } })),
    );
    for (const { status, headers } of refused) {
      expect([status, headers.get('access-control-allow-origin')]).toEqual([503, origin]);
      expect(headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
      expect(headers.get('vary')).toContain('origin');
      expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
      expect(headers.get('cache-control')).toContain('no-store');
    }
    const elsewhere = await router.ask('{ c: slow }', { headers: { origin: 'https://other.example' } });
    expect(elsewhere.status).toBe(503);
    expect(elsewhere.headers.get('access-control-allow-origin')).toBeNull();
    const lines = () => router.log.filter((line) => line.includes('refused under overload'));
    const counted = () =>
      lines().reduce((sum, line) => sum + (JSON.parse(line) as { refused: number }).refused, 0);
    await expect.poll(counted, { timeout: 10_000 }).toBe(21);
    expect(lines().length).toBeLessThan(10);
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({ network: '127.0.0.1' });
    expect(router.log.filter((line) => line.includes('"status":503'))).toEqual([]);
    const metrics = await (await fetch(`${router.adminUrl}/metrics`)).text();
    expect(metrics).toContain('router_refusals_total{reason="overload"} 21');
    expect(metrics).toContain('router_operation_seconds_count{outcome="SERVICE_UNAVAILABLE"} 21');
    for (const response of waiting) response.destroy();
    await Promise.all(inside);
  });

  it('is not what new operations make that wait for their plans', async () => {
    const count = 300;
    let planned = 0;
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let allWait: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (allWait = resolve));
    router = await startTestRouter({
      subgraphs: { shop: { sdl, resolvers: { Query: { slow: () => 'done' } } } },
      async openPlanner(supergraphSdl) {
        const planner = await openLocalPlanner(supergraphSdl);
        const plan: Planner['plan'] = async (request, client) => {
          if (planned === count) allWait();
          if (planned++ > 0) await released;
          return planner.plan(request, client);
        };
        return { ...planner, plan };
      },
    });
    expect((await router.ask('{ slow }')).status).toBe(200);
    const fresh = Array.from({ length: count }, (_, index) => router.ask(`{ new${index}: slow }`));
    await waiting;
    expect((await router.ask('{ slow }')).status).toBe(200);
    release();
    expect(new Set((await Promise.all(fresh)).map(({ status }) => status))).toEqual(new Set([200]));
  });
});

/** The status of the answer to a POST whose body is never sent. */
async function statusBeforeTheBody(url: string): Promise<number | undefined> {
  const headers = { 'content-type': 'application/json', 'content-length': '1000' };
  const sent = request(url, { method: 'POST', headers });
  sent.flushHeaders();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  sent.destroy();
  return response.statusCode;
}
