import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Debian's Chromium, when it is installed: `apt-get install chromium`. */
export const chromiumPath = findChromium();

export interface Visit {
  readonly page: Page;
  /** Addresses outside this machine that the page asked for; none was let through. */
  readonly foreign: readonly string[];
  /** The errors of the page's scripts. */
  readonly failures: readonly string[];
}

export function startBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('there is no Chromium on this machine');
  // The sandbox needs rights that containers and root lack; the only page is our own.
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
}

export async function visit(
  browser: Browser,
  url: string,
  viewport = { width: 1280, height: 800 },
): Promise<Visit> {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(45_000);
  const foreign: string[] = [];
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  await page.route('**/*', (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    if (hostname === '127.0.0.1' || ['blob:', 'data:'].includes(protocol)) return route.continue();
    foreign.push(route.request().url());
    return route.abort();
  });
  await page.goto(url);
  return { page, foreign, failures };
}

/** What axe finds, but for GraphiQL's own tabs, each of which has the button that closes it inside. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const run = `axe.run({ rules: { 'nested-interactive': { enabled: false } } })`;
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(run);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** With SCREENSHOTS=1 the pictures of the docs are made anew. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS !== '1') return;
  await page.screenshot({ path: join(import.meta.dirname, '../../../docs/images', `${name}.png`) });
}

function findChromium(): string | undefined {
  try {
    return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
