import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const sdl = `type Query { item: Item  other: String } type Mutation { buy: String } type Item { id: ID! name: String }`;

let router: TestRouter;
afterEach(() => router.close());

type Handler = (request: IncomingMessage, response: ServerResponse, body: string, attempt: number) => void;

/** A router over one subgraph that answers as told. */
async function over(handler: Handler, environment: Readonly<Record<string, string>> = {}) {
  let attempt = 0;
  router = await startTestRouter({
    subgraphs: {
      shop: { sdl, handle: (request, response, body) => handler(request, response, body, ++attempt) },
    },
    environment: { SUBGRAPH_TIMEOUT_MS: '20000', SUBGRAPH_MAX_RESPONSE_BYTES: '100000', ...environment },
  });
  return router;
}

const json = (response: ServerResponse, text: string, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
const good = '{"data":{"item":{"id":"1","name":"n"}}}';

/** Everything that would tell a client what is behind the router. */
const reveals = /127\.0\.0\.1|localhost|shop|stack|ECONN|\.js|html|secret|undici|socket/i;

describe('a subgraph that misbehaves', () => {
  it.each<[string, string, Handler]>([
    [
      'answers 500 in HTML',
      'SERVICE_UNAVAILABLE',
      (_q, r) => r.writeHead(500).end('<html>secret at /srv/app.js:1</html>'),
    ],
    ['answers bad JSON', 'SERVICE_UNAVAILABLE', (_q, r) => json(r, '{"data":')],
    ['answers a list', 'SERVICE_UNAVAILABLE', (_q, r) => json(r, '[]')],
    ['answers null', 'SERVICE_UNAVAILABLE', (_q, r) => json(r, 'null')],
    [
      'redirects',
      'SERVICE_UNAVAILABLE',
      (_q, r) => r.writeHead(302, { location: 'http://127.0.0.1:1/secret' }).end(),
    ],
    [
      'refuses us',
      'SERVICE_UNAVAILABLE',
      (_q, r) =>
        json(r, '{"errors":[{"message":"no envelope","extensions":{"code":"UNAUTHENTICATED"}}]}', 401),
    ],
    ['never answers', 'TIMEOUT', () => undefined],
    ['sends headers and no more', 'TIMEOUT', (_q, r) => r.writeHead(200).flushHeaders()],
    [
      'trickles',
      'TIMEOUT',
      (_q, r) => {
        r.writeHead(200);
        const timer = setInterval(() => r.write(' '), 50);
        r.on('close', () => clearInterval(timer));
      },
    ],
    [
      'sends too much',
      'SERVICE_UNAVAILABLE',
      (_q, r) => {
        r.writeHead(200);
        r.end(`{"data":{"item":{"id":"1","name":"${'x'.repeat(200_000)}"}}}`);
      },
    ],
    ['hangs up', 'SERVICE_UNAVAILABLE', (_q, r) => void r.socket?.destroy()],
    [
      'hangs up in the middle',
      'SERVICE_UNAVAILABLE',
      (_q, r) => {
        r.writeHead(200, { 'content-length': '1000' });
        r.write('{"data":');
        setTimeout(() => r.socket?.destroy(), 20);
      },
    ],
    [
      'reports errors with its insides',
      'INTERNAL_SERVER_ERROR',
      (_q, r) =>
        json(
          r,
          JSON.stringify({
            data: { item: null },
            errors: [
              {
                message: 'connect ECONNREFUSED 10.0.0.1',
                path: ['item'],
                extensions: { stacktrace: ['at x (/srv/app.js:1)'], secret: 1 },
              },
            ],
          }),
        ),
    ],
    [
      'reports an allowed code with its insides',
      'BAD_USER_INPUT',
      (_q, r) =>
        json(
          r,
          JSON.stringify({
            data: { item: null },
            errors: [
              {
                message: 'at http://127.0.0.1/secret',
                path: ['item'],
                extensions: { code: 'BAD_USER_INPUT', stacktrace: ['x'] },
              },
            ],
          }),
        ),
    ],
    [
      'reports errors that are none',
      'INTERNAL_SERVER_ERROR',
      (_q, r) => json(r, '{"data":{"item":null},"errors":"secret"}'),
    ],
  ])('and %s: a stable code, in time, and nothing of it', async (_name, code, handler) => {
    await over(handler, code === 'TIMEOUT' ? { SUBGRAPH_TIMEOUT_MS: '300' } : {});
    const started = performance.now();
    const { status, text, body } = await router.ask('{ item { name } }');
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(status).toBe(200);
    expect(body.data).toEqual({ item: null });
    expect(body.errors?.map(({ extensions }) => extensions?.code)).toEqual([code]);
    expect(text).not.toMatch(reveals);
  });

  it('and reports twenty thousand errors: a hundred of them are told at most', async () => {
    const errors = Array.from({ length: 20_000 }, (_, i) => ({ message: `e${i}`, path: ['item'] }));
    await over((_q, r) => json(r, JSON.stringify({ data: { item: null }, errors })), {
      SUBGRAPH_MAX_RESPONSE_BYTES: '10000000',
    });
    const { body } = await router.ask('{ item { name } }');
    expect(body.data).toEqual({ item: null });
    expect(body.errors?.length).toBeLessThanOrEqual(100);
  });

  it('and sends prototype keys, other types and more than asked: only what was asked comes through', async () => {
    await over((_q, r) =>
      json(
        r,
        '{"data":{"__proto__":{"polluted":1},"item":{"__proto__":{"polluted":1},"id":"1","name":{"a":["b"]},"constructor":{"prototype":{"polluted":1}},"extra":1},"more":2},"extensions":{"secret":1}}',
      ),
    );
    const { body, text } = await router.ask('{ item { id } }');
    expect(body.data).toEqual({ item: { id: '1' } });
    expect(text).not.toMatch(/polluted|extra|secret|more/);
    expect((Object.prototype as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a subgraph that sets the status of the answer', () => {
  const http = { status: 700, headers: { 'set-cookie': 'a=b' } };
  const errors = [{ message: 'x', extensions: { code: 'FORBIDDEN', http } }];

  it.each<[string, number, unknown, string]>([
    ['with errors alone', 200, { errors }, 'FORBIDDEN'],
    ['beside data', 200, { data: { item: null }, errors }, 'FORBIDDEN'],
    ['with a status of its own', 401, { errors }, 'SERVICE_UNAVAILABLE'],
    [
      'with a code that is no text',
      200,
      { errors: [{ extensions: { code: http, http } }] },
      'INTERNAL_SERVER_ERROR',
    ],
  ])('does not, %s', async (_name, sent, answer, code) => {
    await over((_q, r) => json(r, JSON.stringify(answer), sent));
    for (let time = 0; time < 2; time += 1) {
      const { status, headers, body } = await router.ask('{ item { name } }');
      expect([status, headers.get('set-cookie')]).toEqual([200, null]);
      expect(body.data).toEqual({ item: null });
      expect(body.errors?.map(({ extensions }) => extensions?.code)).toEqual([code]);
      expect(body.errors?.[0]?.extensions).not.toHaveProperty('http');
    }
  });
});

describe('a retry', () => {
  it('is made once for a query that was not answered', async () => {
    await over((_q, r, _b, attempt) => (attempt === 1 ? r.socket?.destroy() : json(r, good)));
    expect((await router.ask('{ item { name } }')).body).toEqual({ data: { item: { name: 'n' } } });
    expect(router.subgraph('shop').requests).toHaveLength(2);
  });

  it('is made once for a query that a proxy turned away', async () => {
    await over((_q, r, _b, attempt) => (attempt === 1 ? r.writeHead(503).end() : json(r, good)));
    expect((await router.ask('{ item { name } }')).body).toEqual({ data: { item: { name: 'n' } } });
  });

  it('is never made for a mutation', async () => {
    await over((_q, r) => r.socket?.destroy());
    expect((await router.ask('mutation { buy }')).body.errors?.[0]?.extensions?.code).toBe(
      'SERVICE_UNAVAILABLE',
    );
    expect(router.subgraph('shop').requests).toHaveLength(1);
  });

  it('has a budget', async () => {
    await over((_q, r) => r.socket?.destroy());
    for (let i = 0; i < 15; i += 1) await router.ask('{ item { name } }');
    expect(router.subgraph('shop').requests.length).toBeLessThanOrEqual(15 + 12);
  });
});

describe('the circuit', () => {
  it('opens for a subgraph that only fails, and closes when it answers again', async () => {
    let broken = true;
    await over((_q, r) => (broken ? r.writeHead(500).end() : json(r, good)));
    for (let i = 0; i < 25; i += 1) await router.ask('{ item { name } }');
    const requests = await router.countRequests(() => router.ask('{ item { name } }'));
    expect(requests).toBe(0);
    broken = false;
    await expect
      .poll(async () => (await router.ask('{ item { name } }')).body.data, { timeout: 10_000 })
      .toEqual({ item: { name: 'n' } });
  });
});

describe('a client that goes away', () => {
  it('takes its requests to subgraphs with it', async () => {
    let gone: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (gone = resolve));
    let arrived: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    await over(
      (_q, r) => {
        r.on('close', gone);
        arrived();
      },
      { SUBGRAPH_TIMEOUT_MS: '60000' },
    );
    const controller = new AbortController();
    const request = fetch(router.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ item { name } }"}',
      signal: controller.signal,
    });
    await asked;
    controller.abort();
    await expect(request).rejects.toThrow();
    await closed;
  });
});

describe('five hundred clients that go away', () => {
  it('take their requests to subgraphs with them, and the next one is answered', async () => {
    let [open, seen, isHanging] = [0, 0, true];
    let allSeen: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (allSeen = resolve));
    const clients = 500;
    await over(
      (_q, r, body) => {
        // Or it is the circuit breaker's probe: a subgraph that answers it is slow and not frozen.
        if (!isHanging || body.includes('__typename')) {
          json(r, good);
          return;
        }
        [open, seen] = [open + 1, seen + 1];
        r.on('close', () => (open -= 1));
        if (seen === clients) allSeen();
      },
      { SUBGRAPH_TIMEOUT_MS: '60000', SUBGRAPH_CONNECTIONS: '500', MAX_CONCURRENT_OPERATIONS: '1000' },
    );
    const controller = new AbortController();
    const requests = Array.from({ length: clients }, () =>
      fetch(router.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ item { name } }"}',
        signal: controller.signal,
      }).catch(() => 'gone'),
    );
    await arrived;
    const left = performance.now();
    controller.abort();
    await expect.poll(() => open, { interval: 5 }).toBe(0);
    // Long before any time-out; on a machine with nothing else to do it is a fifth of a second.
    expect(performance.now() - left).toBeLessThan(15_000);
    expect(await Promise.all(requests)).toEqual(Array(clients).fill('gone'));
    isHanging = false;
    await expect
      .poll(async () => (await router.ask('{ item { name } }')).body)
      .toEqual({ data: { item: { name: 'n' } } });
  });
});

describe('a whole request', () => {
  it('ends by its own deadline, whatever its subgraphs may take', async () => {
    await over(() => undefined, { SUBGRAPH_TIMEOUT_MS: '60000', REQUEST_TIMEOUT_MS: '300' });
    const { body } = await router.ask('{ item { name } }');
    expect(body.data).toEqual({ item: null });
    expect(body.errors?.map(({ extensions }) => extensions?.code)).toEqual(['TIMEOUT']);
  });
});

describe('what a subgraph is sent', () => {
  it('is the query in JSON, and none of what the client said of itself', async () => {
    await over((_q, r) => json(r, good));
    const headers = {
      cookie: 'a=b',
      'x-user-id': '1',
      'supergraph-envelope': 'forged',
      'x-forwarded-for': '192.0.2.1',
    };
    await router.ask('{ item { name } }', { as: {}, headers });
    const [request] = router.subgraph('shop').requests;
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      query: expect.stringContaining('name') as string,
    });
    const names = Object.keys(request?.headers ?? {}).sort();
    expect(names).toEqual(['accept', 'connection', 'content-length', 'content-type', 'host']);
  });
});

describe('a subgraph that refuses the router', () => {
  it('is counted as that, told of once, and seen in the request’s line and in the count of partial answers', async () => {
    await over((_q, r) => json(r, '{"errors":[{"message":"who are you"}]}', 401), { ACCESS_LOG_RATIO: '0' });
    const ids: (string | null)[] = [];
    for (let time = 0; time < 10; time += 1) {
      ids.push((await router.ask('{ item { name } }')).headers.get('x-request-id'));
    }
    const log = router.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(log.filter(({ peer }) => peer === 'shop')).toMatchObject([
      { outcome: 'refused', requestId: ids[0] },
    ]);
    const lines = log.filter(({ msg }) => msg === 'request');
    expect(lines).toMatchObject(ids.map((requestId) => ({ requestId, status: 200, partial: true })));
    const metrics = await (await fetch(`${router.adminUrl}/metrics`)).text();
    expect(metrics).toMatch(/router_subgraph_seconds_count\{subgraph="shop",outcome="refused"\} 10/);
    expect(metrics).toMatch(/^router_partial_answers_total 10$/m);
  });
});

describe('a W3C trace context', () => {
  it.each([
    ['that is one goes on to subgraphs and into the log', `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`, true],
    ['that is none goes nowhere', 'Bearer secret', false],
  ])('%s', async (_name, traceparent, passes) => {
    await over((_q, r) => json(r, good), { ACCESS_LOG_RATIO: '1' });
    await router.ask('{ item { name } }', { headers: { traceparent } });
    const [request] = router.subgraph('shop').requests;
    expect(request?.headers.traceparent).toBe(passes ? traceparent : undefined);
    const lines = () => router.log.filter((line) => line.includes('"msg":"request"'));
    await expect.poll(() => lines().length).toBe(1);
    expect(lines().join('').includes('ab'.repeat(16))).toBe(passes);
    expect(router.log.join('')).not.toContain('secret');
  });
});
