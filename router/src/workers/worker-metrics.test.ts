import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestWorkers, type TestWorkers } from '../testing/workers.js';

let router: TestWorkers;
beforeEach(async () => {
  router = await startTestWorkers('type Query { item: String }');
});
afterEach(() => router.close());

const ANSWERED = 'router_operation_seconds_count{outcome="answered"}';

async function askTimes(times: number): Promise<void> {
  for (let request = 0; request < times; request += 1) await router.askCode('{ item }');
}

test('the counts of workers that are replaced or die stay in the sums', async () => {
  await askTimes(6);
  process.kill(router.pid, 'SIGHUP');
  await expect.poll(() => router.log(), { timeout: 40_000 }).toContain('all workers are replaced');
  // No scrape came before the replaced workers ended: they sent their last metrics themselves.
  expect(await router.readMetric(ANSWERED)).toBe(6);
  await askTimes(4);
  expect(await router.readMetric(ANSWERED)).toBe(10);
  process.kill(router.started()[3] ?? 0, 'SIGKILL');
  await expect.poll(() => router.started().length, { timeout: 40_000 }).toBe(5);
  expect(await router.readMetric(ANSWERED)).toBe(10);
});

test('a worker that hangs does not delay the metrics of the others by more than its time limit', async () => {
  await askTimes(6);
  expect(await router.readMetric(ANSWERED)).toBe(6);
  const [hanging = 0] = router.started();
  process.kill(hanging, 'SIGSTOP');
  const began = performance.now();
  expect(await router.readMetric(ANSWERED)).toBe(6);
  expect(performance.now() - began).toBeLessThan(4_500);
  process.kill(hanging, 'SIGCONT');
});
