import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../support/client.js';
import { startAnotherRouter, type RouterProcess } from '../support/router-process.js';
import { sharedSupergraph } from '../support/supergraph.js';

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const sandbox = 'https://studio.apollographql.com';
const development = { NODE_ENV: 'development' };
const schemaQuery = '{ __schema { queryType { name } } }';

describe('in development', () => {
  let router: RouterProcess;
  beforeAll(async () => {
    router = await startAnotherRouter(await sharedSupergraph(), development);
  });
  afterAll(() => router.stop());

  it.each(['gzip', 'identity'])(
    'GET / shows an explorer that needs no other host, as %s',
    async (encoding) => {
      const get = (path: string) =>
        fetch(new URL(path, router.url), { headers: { ...browser, 'accept-encoding': encoding } });
      const response = await get('/');
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      const page = await response.text();
      const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file);
      const loaded = files.filter((file) => file !== 'data:,');
      expect(loaded).toHaveLength(4);
      for (const file of loaded) {
        expect(file).toMatch(/^\/explorer\//);
        const part = await get(file);
        expect([file, part.status]).toEqual([file, 200]);
        expect((await part.text()).length).toBeGreaterThan(500);
      }
    },
  );

  it('EXPLORER=sandbox sends the browser on to Apollo Sandbox with the endpoint', async () => {
    const sandboxed = await startAnotherRouter(await sharedSupergraph(), {
      ...development,
      EXPLORER: 'sandbox',
    });
    const { url } = sandboxed;
    const response = await fetch(new URL(url).origin, { headers: browser, redirect: 'manual' });
    await sandboxed.stop();
    expect([response.status, response.headers.get('location')]).toEqual([
      302,
      `https://studio.apollographql.com/sandbox/explorer?endpoint=${encodeURIComponent(url)}`,
    ]);
  });

  it('the schema can be asked for, from Apollo Sandbox too', async () => {
    expect(await createClient(router.url).data(schemaQuery)).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
    const preflight = await fetch(router.url, {
      method: 'OPTIONS',
      headers: {
        origin: sandbox,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe(sandbox);
  });
});

describe('in production', () => {
  it('there is no explorer, no introspection and no foreign origin', async () => {
    const { url } = await sharedSupergraph();
    const page = await fetch(new URL('/', url), { headers: browser });
    expect(page.status).toBe(404);
    const answer = await createClient(url).ask(schemaQuery);
    expect(answer.data).toBeUndefined();
    expect(answer.errors).toHaveLength(1);
    const crossOrigin = await fetch(url, {
      method: 'POST',
      headers: { origin: sandbox, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(crossOrigin.headers.get('access-control-allow-origin')).toBeNull();
  });
});
