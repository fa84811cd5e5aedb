import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClient } from '../support/client.js';
import { startAnotherRouter, type RouterProcess } from '../support/router-process.js';
import { sharedSupergraph } from '../support/supergraph.js';
import { DEMO_PASSWORD } from '@supergraph/local';
import type { Browser } from 'playwright-core';
import { chromiumPath, keepScreenshot, startBrowser, violations, visit } from './browser.js';

// A browser on a busy machine compiles the editor slowly.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const sandbox = 'https://studio.apollographql.com';
const development = { NODE_ENV: 'development' };
const schemaQuery = '{ __schema { queryType { name } } }';

describe('in development', () => {
  let router: RouterProcess;
  beforeAll(async () => {
    const EXPLORER_ACCOUNTS = ['customer', 'staff', 'admin']
      .map((name) => `${name}@demo.shop:${DEMO_PASSWORD}`)
      .join(',');
    router = await startAnotherRouter(await sharedSupergraph(), { ...development, EXPLORER_ACCOUNTS });
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

  describe.skipIf(chromiumPath === undefined)('in a browser (skipped without Debian’s chromium)', () => {
    let chromium: Browser;
    beforeAll(async () => {
      chromium = await startBrowser();
    });
    afterAll(() => chromium.close());

    it.each([
      ['at a desk', { width: 1280, height: 800 }],
      ['on a phone', { width: 360, height: 740 }],
    ])('a person signs in, asks with an example and reads the documentation, %s', async (place, size) => {
      const { page, foreign, failures } = await visit(chromium, `${origin()}/?team=web-account`, size);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Signed in as customer@demo.shop').waitFor();
      await page.getByRole('button', { name: /execute query/i }).click();
      const answer = page.locator('.result-window');
      // On a narrow screen, the answer's lines break at any character.
      const text = async () => (await answer.innerText()).replaceAll(/\s/g, '');
      await expect.poll(text).toContain('customer@demo.shop');
      await keepScreenshot(page, `explorer-${size.width}`);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Show History' }).click();
      await expect.poll(() => page.locator('.graphiql-plugin').innerText()).toContain('WebAccount');
      await page.getByRole('button', { name: /documentation explorer/i }).click();
      await page.locator('.graphiql-doc-explorer').getByText('Query', { exact: true }).first().click();
      await expect
        .poll(() => page.locator('.graphiql-doc-explorer').innerText())
        .toMatch(/placeOrder|productBySku/);
      const { scrollWidth } = await page.evaluate<{ scrollWidth: number }>(
        'document.scrollingElement && { scrollWidth: document.scrollingElement.scrollWidth }',
      );
      expect(scrollWidth, place).toBeLessThanOrEqual(size.width);
      expect({ foreign, failures }).toEqual({ foreign: [], failures: [] });
    });

    it('the session is kept when the page is loaded again, and ends with its button', async () => {
      const { page } = await visit(chromium, `${origin()}/`);
      await page.locator('#sign-in select').selectOption('staff@demo.shop');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('Signed in as staff@demo.shop').waitFor();
      await page.reload();
      await page.getByText('Signed in as staff@demo.shop').waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.reload();
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
    });

    it('each team’s operations are tabs, with values to try them with', async () => {
      const { page } = await visit(chromium, `${origin()}/`);
      await page.locator('#examples select').selectOption('web-checkout');
      await page.getByRole('tab', { name: 'WebQuote' }).click();
      // The editor takes a moment to know the operation of another tab, and until then runs nothing: each attempt
      // waits for an answer before the button is clicked again, as a click empties the answer.
      const answer = page.locator('.result-window').getByText('"unitPrice"').first();
      const execute = async () => {
        await page.getByRole('button', { name: /execute query/i }).click();
        return answer.waitFor({ timeout: 10_000 }).then(
          () => true,
          () => false,
        );
      };
      await expect.poll(execute, { timeout: 120_000 }).toBe(true);
    });
  });

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

  const origin = () => new URL(router.url).origin;

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
