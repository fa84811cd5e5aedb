import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { startSupergraph, type Supergraph } from '@supergraph/local';
import { createCaller } from './clients.js';
import { median } from './median.js';
import { atMost, say, type Figure } from './report.js';
import { shoppingRequest, stockUp, UNLIMITED } from './shopping.js';
import { signUp } from './sign-up.js';

/** The length of the soak, in minutes. `SOAK_MINUTES` sets another one. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 30);

/** The pause of each client after an answer, in milliseconds, so that the load is modest. */
const PAUSE_MS = 40;

/** How long a client uses an account, in milliseconds: less than its access token is valid. */
const ACCOUNT_MS = 600_000;

/** The memory at the end, in multiples of that in the middle. */
const FLAT = 1.1;

/** How many failures are printed. */
const SHOWN_FAILURES = 10;

interface Counts {
  answered: number;
  readonly failures: string[];
}

/**
 * Runs the shop under a modest load, and compares what is alive in the memory of its processes at the end with that in the
 * middle.
 */
export async function runSoak(): Promise<readonly Figure[]> {
  const memoryDir = mkdtempSync(join(tmpdir(), 'soak-'));
  const reporter = pathToFileURL(join(import.meta.dirname, 'report-memory.mjs'));
  reporter.searchParams.set('folder', memoryDir);
  const supergraph = await startSupergraph({
    env: UNLIMITED,
    nodeFlags: ['--expose-gc', '--import', reporter.href],
  });
  const end = performance.now() + MINUTES * 60_000;
  const counts: Counts = { answered: 0, failures: [] };
  try {
    await stockUp(supergraph.url);
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => shop(supergraph.url, name, end, counts)));
    say(`${counts.answered} operations answered`);
    for (const failure of counts.failures.slice(0, SHOWN_FAILURES)) say(`failed: ${failure}`);
    return [
      atMost('operations failed', counts.failures.length, 0),
      ...Object.entries(readMemory(supergraph, memoryDir)).map(([name, sizes]) => judgeMemory(name, sizes)),
    ];
  } finally {
    await supergraph.stop();
    rmSync(memoryDir, { recursive: true });
  }
}

/** One client, which takes a new account from time to time. */
async function shop(url: string, name: string, end: number, counts: Counts): Promise<void> {
  for (let account = 1; performance.now() < end; account += 1) {
    const token = await signUp(url, `${name}${account}@soak.example`);
    await shopWith(url, token, Math.min(end, performance.now() + ACCOUNT_MS), counts);
  }
}

async function shopWith(url: string, token: string, end: number, counts: Counts): Promise<void> {
  const fail = (body: string, failure: string) => {
    const { query } = JSON.parse(body) as { query: string };
    counts.failures.push(`${new Date().toISOString()} ${/\w+ \w+/.exec(query)?.[0]}: ${failure}`);
  };
  const caller = createCaller({ url, connections: 1, token, onFailure: fail });
  for (let step = 0; performance.now() < end; step += 1) {
    const body = shoppingRequest(step);
    try {
      if ((await caller.ask(body)) !== undefined) counts.answered += 1;
    } catch (error) {
      fail(body, String(error));
    }
    await sleep(PAUSE_MS);
  }
  await caller.close();
}

/** The sizes that each process reported, in bytes. */
function readMemory(supergraph: Supergraph, folder: string): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    Object.entries(supergraph.pids()).map(([name, pid]) => [
      name,
      readFileSync(join(folder, String(pid)), 'utf8')
        .trim()
        .split('\n')
        .map(Number),
    ]),
  );
}

function judgeMemory(name: string, sizes: readonly number[]): Figure {
  const part = (from: number, to: number) =>
    median(sizes.slice(Math.floor(from * sizes.length), Math.ceil(to * sizes.length))) / 2 ** 20;
  const [middle, last] = [part(0.4, 0.6), part(0.8, 1)];
  say(`${name}: ${middle.toFixed(1)} MiB alive in the middle, ${last.toFixed(1)} MiB at the end`);
  return atMost(`${name}: memory at the end / in the middle`, last / middle, FLAT);
}
