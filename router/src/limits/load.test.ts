import { once } from 'node:events';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openLocalPlanner } from '../planning/local-planner.js';
import type { Planner } from '../planning/planner.js';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const sdl = 'type Query { slow: String }';

let router: TestRouter;
afterEach(() => router.close());

describe('overload', () => {
  it('is answered 503 at once, and the rest is answered well', async () => {
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
      environment: { MAX_CONCURRENT_OPERATIONS: '2', SUBGRAPH_SILENCE_MS: '60000' },
    });
    const inside = [router.ask('{ slow }'), router.ask('{ b: slow }')];
    await full;
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
