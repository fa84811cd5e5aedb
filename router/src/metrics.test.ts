import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { startTestRouter, type TestRouter } from './testing/router.js';

let router: TestRouter;
afterEach(() => router.close());

const slow = (name: string) => ({
  sdl: `type Query { ${name}: String }`,
  resolvers: {
    Query: {
      async [name]() {
        await sleep(1_000);
        return name;
      },
    },
  },
});

test('the wait for subgraphs that answer at the same time is measured once, beside the time of the router itself', async () => {
  router = await startTestRouter({ subgraphs: { left: slow('left'), right: slow('right') } });
  const sum = async (name: string) => {
    const text = await (await fetch(`${router.adminUrl}/metrics`)).text();
    return Number(new RegExp(`^${name}_sum(?:{outcome="answered"})? (.*)$`, 'm').exec(text)?.[1]);
  };
  await router.ask('{ left right }');
  const [waited, own] = [await sum('router_subgraph_wait_seconds'), await sum('router_own_seconds')];
  expect(waited).toBeGreaterThan(0.99);
  expect(waited).toBeLessThan(1.99);
  expect(own).toBeGreaterThan(0);
  expect(own + waited).toBeCloseTo(await sum('router_operation_seconds'), 6);
});

test('a router without Redis does not say whether rate limits are shared', async () => {
  router = await startTestRouter({ subgraphs: { left: slow('left') } });
  const metrics = await (await fetch(`${router.adminUrl}/metrics`)).text();
  expect(metrics).toContain('router_operation_seconds');
  expect(metrics).not.toContain('router_rate_limits_shared');
});
