import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestWorkers, type TestWorkers } from '../testing/workers.js';

let router: TestWorkers;
beforeEach(async () => {
  router = await startTestWorkers('type Query { item: String }');
});
afterEach(() => router.close());

test('of two workers the one that hangs is replaced, and the other one goes on', async () => {
  const [hanging = 0] = router.started();
  process.kill(hanging, 'SIGSTOP');
  await expect.poll(() => router.started().length, { timeout: 40_000 }).toBe(3);
  expect(() => process.kill(hanging, 0)).toThrow('ESRCH');
  const killed = [...router.log().matchAll(/"worker":(\d+),"msg":"worker hangs/g)].map(([, pid]) =>
    Number(pid),
  );
  expect(killed).toEqual([hanging]);
});
