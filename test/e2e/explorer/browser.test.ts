import { DEMO_PASSWORD } from '@supergraph/local';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startAnotherRouter, type RouterProcess } from '../support/router-process.js';
import { sharedSupergraph } from '../support/supergraph.js';
import { chromiumPath, keepScreenshot, startBrowser, violations, visit } from './browser.js';

// A browser on a busy machine compiles the editor slowly.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describe.skipIf(chromiumPath === undefined)(
  'the explorer in a browser (skipped without Debian’s chromium)',
  () => {
    let router: RouterProcess;
    let chromium: Browser;
    beforeAll(async () => {
      const EXPLORER_ACCOUNTS = ['customer', 'staff', 'admin']
        .map((name) => `${name}@demo.shop:${DEMO_PASSWORD}`)
        .join(',');
      router = await startAnotherRouter(await sharedSupergraph(), {
        NODE_ENV: 'development',
        EXPLORER_ACCOUNTS,
      });
      chromium = await startBrowser();
    });
    afterAll(async () => {
      await chromium.close();
      await router.stop();
    });
    const origin = () => new URL(router.url).origin;

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
  },
);
