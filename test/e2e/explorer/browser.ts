import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

/** The path of Chromium, undefined when it is not installed: `apt-get install chromium` on Debian. */
export const chromiumPath = findChromium();

export interface Visit {
  readonly page: Page;
  /** The URLs on other hosts that the page requested. All these requests were blocked. */
  readonly foreign: readonly string[];
  /** The errors of the page's scripts and of its console. */
  readonly failures: readonly string[];
}

export function startBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('there is no Chromium on this machine');
  // The sandbox needs rights that are missing in containers and for root. The only page opened is our own.
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
}

export async function visit(
  browser: Browser,
  url: string,
  viewport = { width: 1280, height: 800 },
): Promise<Visit> {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(120_000);
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

/** Runs axe, without the rule that GraphiQL's tabs break: each contains the button that closes it. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const run = `axe.run({ rules: { 'nested-interactive': { enabled: false } } })`;
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(run);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Overwrites a picture of the docs if SCREENSHOTS=1. */
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
