import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestWorkers, type TestWorkers } from '../testing/workers.js';

let router: TestWorkers;
beforeEach(async () => {
  router = await startTestWorkers('type Query { item: String }');
});
afterEach(() => router.close());

/** So many requests, each on a connection of its own, that each of two workers answers some. */
async function askBoth(query: string): Promise<void> {
  for (let request = 0; request < 8; request += 1) expect(await router.askCode(query)).toBeUndefined();
}

async function replaceWorkers(): Promise<void> {
  process.kill(router.pid, 'SIGHUP');
  await expect.poll(() => router.log(), { timeout: 40_000 }).toContain('all workers are replaced');
}

test('workers that SIGHUP starts have planned the recent operations of the old ones', async () => {
  await askBoth('query Recent { item }');
  // Only one of the old workers knows this one.
  await router.askCode('query Once { item }');
  await replaceWorkers();
  const missing = 'router_prepared_operations_total{outcome="missing"}';
  const before = await router.readMetric(missing);
  await askBoth('query Recent { item }');
  await askBoth('query Once { item }');
  expect(await router.readMetric(missing)).toBe(before);
  await router.askCode('query New { item }');
  expect(await router.readMetric(missing)).toBe(before + 1);
});
