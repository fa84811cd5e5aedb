import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { reloadOften, startReplaceable, underLoad, type ReplaceableStack } from '../../load/replacement.js';
import { startTestSupergraph } from '../support/supergraph.js';

// `npm run test:load -- replacement` also replaces the processes.
vi.setConfig({ testTimeout: 300_000 });

const sample = { minRequests: 100, maxRequests: 20_000 };

let stack: ReplaceableStack;
beforeAll(async () => {
  stack = await startReplaceable(
    resolve(import.meta.dirname, '../../../schema/supergraph.graphql'),
    startTestSupergraph,
  );
}, 300_000);
afterAll(() => stack.stop());

test('no request fails while another supergraph comes every 300 ms, each fifth of them wrong', async () => {
  const { failures } = await underLoad(stack, sample, () => reloadOften(stack, 20));
  expect(failures.slice(0, 3)).toEqual([]);
  const metrics = async () => (await fetch(`${stack.supergraph.adminUrls.router}/metrics`)).text();
  await expect.poll(metrics).toMatch(/router_supergraph_reloads_total\{outcome="served"\} [1-9]/);
  expect(await metrics()).toMatch(/router_supergraph_reloads_total\{outcome="refused"\} [1-9]/);
});
