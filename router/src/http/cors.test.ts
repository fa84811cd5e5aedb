import { afterEach, describe, expect, it } from 'vitest';
import { readRouterConfig } from '../config.js';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const options = {
  subgraphs: { shop: { sdl: 'type Query { item: String }', resolvers: { Query: { item: () => 'item' } } } },
};

let router: TestRouter;
afterEach(() => router.close());

const preflight = (origin: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(router.url, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', ...headers },
  });

const own = ['http://localhost:3000', 'http://127.0.0.1:5173', 'http://[::1]', 'https://shop.localhost:8443'];
const sandbox = 'https://studio.apollographql.com';

describe('in development', () => {
  it('pages of this machine, Apollo Sandbox and listed origins may call, and no others', async () => {
    const listed = 'capacitor://localhost';
    router = await startTestRouter({
      ...options,
      environment: { NODE_ENV: 'development', CORS_ORIGINS: listed },
    });
    for (const origin of [...own, sandbox, listed]) {
      const { status, headers } = await preflight(origin);
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin]);
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
    for (const origin of ['https://evil.example', 'https://localhost.evil.example', 'null', 'file://']) {
      const { status, headers } = await preflight(origin);
      expect([origin, status, headers.get('access-control-allow-origin')]).toEqual([origin, 403, null]);
    }
  });
});

describe('in production', () => {
  it('listed origins may call, and no others', async () => {
    const listed = ['https://shop.example', 'http://staging.shop.example:8080'];
    router = await startTestRouter({ ...options, environment: { CORS_ORIGINS: listed.join(', ') } });
    for (const origin of listed) expect((await preflight(origin)).status).toBe(204);
    for (const origin of [...own, sandbox, 'https://shop.example.evil.example']) {
      expect((await preflight(origin)).status).toBe(403);
    }
  });

  it('an allowed page may send any header, and reads the id of its request', async () => {
    router = await startTestRouter({ ...options, environment: { CORS_ORIGINS: 'https://shop.example' } });
    const asked = 'authorization,content-type,traceparent,x-apollo-operation-name';
    const { headers } = await preflight('https://shop.example', { 'access-control-request-headers': asked });
    expect(headers.get('access-control-allow-headers')).toBe(asked);
    const { headers: answered } = await router.ask('{ item }', {
      headers: { origin: 'https://shop.example' },
    });
    expect(answered.get('access-control-expose-headers')).toContain('x-request-id');
    expect(answered.get('vary')).toContain('origin');
  });
});

it.each([
  '*',
  'shop.example',
  'https://shop.example/',
  'https://*.shop.example',
  'https://a.example;https://b',
])('CORS_ORIGINS=%s is refused at the start', async (CORS_ORIGINS) => {
  router = await startTestRouter(options);
  expect(() => readRouterConfig({ CORS_ORIGINS })).toThrow(/CORS_ORIGINS.*without a path/s);
});
