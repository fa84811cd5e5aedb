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
  const reloads = async () => {
    const metrics = await (await fetch(`${stack.supergraph.adminUrls.router}/metrics`)).text();
    return metrics.match(/(?<=router_supergraph_reloads_total\{outcome=")\w+(?="\} [1-9])/g) ?? [];
  };
  const { failures } = await underLoad(stack, sample, async () => {
    // A busy router finds only some of the files.
    let seen: readonly string[];
    do {
      await reloadOften(stack, 20);
      seen = await reloads();
    } while (!seen.includes('served') || !seen.includes('refused'));
  });
  expect(failures.slice(0, 3)).toEqual([]);
});
