// The functions that run in the page need the types of its globals.
/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { chromiumPath } from '../../../test/e2e/explorer/browser.js';

const ROOT = resolve(import.meta.dirname, '../../..');
/** The part of axe-core's results that the tests read. */
const AXE = join(import.meta.dirname, '../node_modules/axe-core/axe.min.js');

export { chromiumPath };

/** A visitor with a separate browser profile. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Blocked requests to other hosts. */
  readonly foreign: string[];
  /** The errors and warnings in the browser's console, and uncaught errors. */
  readonly complaints: string[];
}

export interface VisitorOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

export function startBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('there is no Chromium on this machine');
  // Chromium's sandbox does not work in containers or as root. Only the project's own pages are opened.
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

/** Expects that the current page violates no rule of axe. */
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

/** Writes a picture into the docs with `SCREENSHOTS=1` only, so that a normal run changes no file. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS !== '1') return;
  // Pictures below the visible part are not loaded yet, so the test does not wait for them.
  await page.evaluate(() => {
    const seen = [...document.images].filter((image) => image.getBoundingClientRect().top < innerHeight);
    return Promise.all(seen.map((image) => image.decode().catch(() => undefined)));
  });
  await page.screenshot({ path: join(ROOT, `docs/images/storefront-${name}.png`) });
}
