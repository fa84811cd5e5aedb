import { gzipSync } from 'node:zlib';
import { getIntrospectionQuery } from 'graphql';
import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const shop = {
  sdl: 'type Query { item(id: ID, text: String): String } type Mutation { buy: String }',
  resolvers: { Query: { item: () => 'item' }, Mutation: { buy: () => 'bought' } },
};

const JSON_TYPE = { 'content-type': 'application/json' };

describe('GraphQL over HTTP', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ subgraphs: { shop }, environment: { INTROSPECTION: 'true' } });
  });
  afterAll(() => router.close());

  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = JSON_TYPE,
  ) => fetch(router.url, { method: 'POST', headers, body });
  const get = (search: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${router.url}?${String(new URLSearchParams(search))}`, { headers });

  it('passes every audit of graphql-http', async () => {
    const results = await auditServer({ url: router.url, fetchFn: fetch });
    expect(results.length).toBeGreaterThanOrEqual(61);
    expect(results.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual([]);
  });

  it.each<[string, number, string, Readonly<Record<string, string>>]>([
    ['malformed JSON', 400, '{"query":', JSON_TYPE],
    ['an empty body', 400, '', JSON_TYPE],
    ['a batch', 400, '[{"query":"{ item }"}]', JSON_TYPE],
    ['a string', 400, '"{ item }"', JSON_TYPE],
    ['null', 400, 'null', JSON_TYPE],
    ['no query', 400, '{}', JSON_TYPE],
    ['__proto__ as a key', 400, '{"query":"{ item }","__proto__":{"x":1}}', JSON_TYPE],
    ['__proto__ among variables', 400, '{"query":"{ item }","variables":{"__proto__":{"x":1}}}', JSON_TYPE],
    [
      'constructor among variables',
      400,
      '{"query":"{ item }","variables":{"constructor":{"prototype":{}}}}',
      JSON_TYPE,
    ],
    ['a form', 415, 'query={item}', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', 415, '{"query":"{ item }"}', { 'content-type': 'text/plain' }],
    ['an upload', 415, '--b--', { 'content-type': 'multipart/form-data; boundary=b' }],
    ['another charset', 415, '{"query":"{ item }"}', { 'content-type': 'application/json; charset=utf-16' }],
    ['a body over the cap', 413, `{"query":"{ item }","x":"${'x'.repeat(300_000)}"}`, JSON_TYPE],
    ['a subscription', 400, '{"query":"subscription { item }"}', JSON_TYPE],
    ['an unknown operation', 400, '{"query":"query A { item }","operationName":"B"}', JSON_TYPE],
    ['two operations and no name', 400, '{"query":"query A { item } query B { item }"}', JSON_TYPE],
    ['two anonymous operations', 400, '{"query":"{ item } { item }"}', JSON_TYPE],
    ['_service', 400, '{"query":"{ _service { sdl } }"}', JSON_TYPE],
    ['_entities', 400, '{"query":"{ _entities(representations: []) { __typename } }"}', JSON_TYPE],
    ['an Accept it cannot meet', 406, '{"query":"{ item }"}', { ...JSON_TYPE, accept: 'text/html' }],
  ])('refuses %s with %i, in JSON', async (_name, status, body, headers) => {
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('json');
    const { errors, data } = (await response.json()) as { errors: { message: string }[]; data?: unknown };
    expect(data).toBeUndefined();
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(5);
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
  });

  it('refuses compressed bodies, which could be anything', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(1_000_000, 'x')));
    expect((await post(bomb, { ...JSON_TYPE, 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('tells at most five errors and suggests nothing', async () => {
    const { body } = await router.ask(`{ ${'itme(x: 1) '.repeat(15)} }`);
    expect(body.errors?.length).toBe(5);
    expect(JSON.stringify(body.errors)).not.toMatch(/did you mean/i);
    const names = Array.from({ length: 20 }, (_, index) => `v${index}`);
    const many = await router.ask(
      `query (${names.map((name) => `$${name}: ID!`).join(' ')}) { ${names.map((name) => `${name}: item(id: $${name})`).join(' ')} }`,
    );
    expect(many.status).toBe(400);
    expect(many.body.errors?.length).toBe(5);
  });

  it('sends no mutation by GET, and says so', async () => {
    const requests = await router.countRequests(async () => {
      const response = await get({ query: 'mutation { buy }' });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    });
    expect(requests).toBe(0);
  });

  it('answers a query by GET as clients send it, without a header of ours', async () => {
    expect((await get({ query: '{ item }' })).status).toBe(200);
    expect((await get({ query: '{ item }' }, JSON_TYPE)).status).toBe(200);
    expect((await get({ query: '{ item }' }, { 'content-type': 'text/plain' })).status).toBe(400);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('has no %s', async (method) => {
    const response = await fetch(router.url, { method, headers: JSON_TYPE, body: '{}' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('says nothing of itself, and is closed to foreign pages', async () => {
    const response = await post('{"query":"{ item }"}', {
      ...JSON_TYPE,
      origin: 'https://evil.example',
      host: 'evil.example',
    });
    expect(await response.json()).toEqual({ data: { item: 'item' } });
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/);
    expect(
      Object.keys(headers).filter((name) => /^(server|x-powered-by|access-control-.*)$/.test(name)),
    ).toEqual([]);
    expect(JSON.stringify(headers)).not.toContain('evil');
  });

  it('has metrics and health on another port only', async () => {
    for (const path of ['/metrics', '/health/live', '/health/ready', '/debug', '/']) {
      expect((await fetch(new URL(path, router.url))).status).toBe(404);
    }
    const metrics = await (await fetch(`${router.adminUrl}/metrics`)).text();
    expect(metrics).toContain('router_operation_seconds');
    expect((await fetch(`${router.adminUrl}/health/ready`)).status).toBe(200);
  });
});

describe('in development', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ subgraphs: { shop }, environment: { NODE_ENV: 'development' } });
  });
  afterAll(() => router.close());

  it('tells its whole schema to tools', async () => {
    const { status, body } = await router.ask(getIntrospectionQuery());
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(JSON.stringify(body.data)).toContain('Mutation');
  });

  it('shows an explorer', async () => {
    const page = await fetch(new URL('/', router.url), { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('x-frame-options')]).toEqual([200, 'DENY']);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(await page.text()).not.toMatch(/<script>|https?:/);
  });
});
