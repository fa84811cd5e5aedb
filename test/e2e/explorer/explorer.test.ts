import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../support/client.js';
import { sharedSupergraph, startTestSupergraph } from '../support/supergraph.js';
import type { Supergraph } from '@supergraph/local';
import { chromiumPath, startBrowser, visit } from './browser.js';

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const sandbox = 'https://studio.apollographql.com';
const schemaQuery = '{ __schema { queryType { name } } }';

describe('in development', () => {
  let supergraph: Supergraph;
  beforeAll(async () => {
    supergraph = await startTestSupergraph({ nodeEnv: 'development', seed: false });
  });
  afterAll(() => supergraph.stop());

  it.each(['gzip', 'identity'])(
    'GET / shows an explorer that needs no other host, as %s',
    async (encoding) => {
      const headers = { ...browser, 'accept-encoding': encoding };
      const response = await fetch(new URL('/', supergraph.url), { headers });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      const page = await response.text();
      expect(page).toMatch(/graphiql/i);
      expect(page).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=["']?(https?:)?\/\//i);
      expect(page).not.toMatch(/@import|import\(["']https?:/);
    },
  );

  it.skipIf(chromiumPath === undefined)(
    'a person asks with it in a browser, and sees the answer',
    async () => {
      const browser = await startBrowser();
      try {
        const query = 'query Asked { products(first: 1) { totalCount } }';
        const { page, foreign, failures } = await visit(
          browser,
          `${new URL('/', supergraph.url).href}?query=${encodeURIComponent(query)}`,
        );
        await page.getByRole('button', { name: /execute query/i }).click();
        await expect.poll(() => page.locator('.result-window').innerText()).toMatch(/"totalCount":\s0/);
        await page.getByRole('button', { name: /documentation explorer/i }).click();
        await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
        await expect
          .poll(() => page.locator('.graphiql-doc-explorer').innerText())
          .toMatch(/placeOrder|productBySku/);
        expect({ foreign, failures }).toEqual({ foreign: [], failures: [] });
      } finally {
        await browser.close();
      }
    },
  );

  it('the schema can be asked for, from Apollo Sandbox too', async () => {
    expect(await createClient(supergraph.url).data(schemaQuery)).toEqual({
      __schema: { queryType: { name: 'Query' } },
    });
    const preflight = await fetch(supergraph.url, {
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
