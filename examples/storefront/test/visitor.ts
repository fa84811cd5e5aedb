// The functions that run in the page use its globals.
/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { chromiumPath } from '../../../test/e2e/explorer/browser.js';

const ROOT = resolve(import.meta.dirname, '../../..');
/** As of axe-core in the storefront's own packages. */
const AXE = join(import.meta.dirname, '../node_modules/axe-core/axe.min.js');

export { chromiumPath };

/** Somebody with a browser of their own: nothing is kept from other visitors. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests to other hosts; none was let through. */
  readonly foreign: string[];
  /** What the browser's console has of errors and warnings, and errors that no script caught. */
  readonly complaints: string[];
}

export interface VisitorOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

export function startBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('there is no Chromium on this machine');
  // The sandbox needs rights that containers and root lack; the only pages are our own.
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
}

export async function visitor(
  browser: Browser,
  baseURL: string,
  options: VisitorOptions = {},
): Promise<Visitor> {
  const { width = 1440, height = 900, colorScheme = 'light' } = options;
  const context = await browser.newContext({
    baseURL,
    colorScheme,
    viewport: { width, height },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const foreign: string[] = [];
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await context.route(
    (url) => !url.href.startsWith(baseURL) && !['blob:', 'data:'].includes(url.protocol),
    (route) => {
      foreign.push(route.request().url());
      return route.abort();
    },
  );
  return { context, page, foreign, complaints };
}

/** No rule of axe is broken on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  if (await page.evaluate(() => !('axe' in globalThis))) {
    await page.evaluate(readFileSync(AXE, 'utf8'));
  }
  const broken = await page.evaluate(async () => {
    interface Violation {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: readonly Violation[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  expect(broken).toEqual([]);
}

/** Writes a picture into the docs when asked (`SCREENSHOTS=1`), so that a run of the tests changes no file. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS !== '1') return;
  // Pictures further down are not loaded until they come near, so nothing waits for them.
  await page.evaluate(() => {
    const seen = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
    return Promise.all(seen.map((image) => image.decode().catch(() => undefined)));
  });
  await page.screenshot({ path: join(ROOT, `docs/images/storefront-${name}.png`) });
}
