import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { startKeepAlive } from '../../load/keep-alive.js';
import { startAnotherRouter } from '../support/router-process.js';
import { sharedSupergraph } from '../support/supergraph.js';

vi.setConfig({ testTimeout: 180_000 });

const DRAIN_MS = 1_000;
/** Connections wait at the moment of closing in most stops, but not in each. */
const STOPS = 3;

test.each(['1', '2'])(
  'a router of %s workers that stops resets no connection of 32 clients that stay',
  async (workers) => {
    const shared = await sharedSupergraph();
    for (let stop = 0; stop < STOPS; stop += 1) {
      const variables = { ROUTER_WORKERS: workers, DRAIN_MS: String(DRAIN_MS), SUBGRAPH_TIMEOUT_MS: '60000' };
      const router = await startAnotherRouter(shared, variables);
      const clients = startKeepAlive({
        url: router.url,
        query: '{ products(first: 5) { nodes { name } } }',
        clients: 32,
        maxRequests: 100_000,
      });
      await expect.poll(() => clients.requests, { timeout: 60_000 }).toBeGreaterThan(100);
      await router.stop();
      await sleep(100);
      await clients.stop();
      // A refused connection is safe to repeat elsewhere, and is what follows the end of the process.
      expect(clients.failures.filter((failure) => !failure.includes('ECONNREFUSED')).slice(0, 3)).toEqual([]);
      expect(clients.failures.length).toBeGreaterThan(0);
    }
  },
);
