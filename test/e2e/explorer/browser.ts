import { execFileSync } from 'node:child_process';
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

export async function visit(browser: Browser, url: string): Promise<Visit> {
  const page = await browser.newPage();
  const foreign: string[] = [];
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await page.route('**/*', (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    if (hostname === '127.0.0.1' || ['blob:', 'data:'].includes(protocol)) return route.continue();
    foreign.push(route.request().url());
    return route.abort();
  });
  await page.goto(url);
  return { page, foreign, failures };
}

function findChromium(): string | undefined {
  try {
    return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
