import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import { expect } from 'vitest';
import { startInstance, type Instance } from '../../load/instance.js';
import { readMetric } from '../support/metrics.js';
import { startRouterProcess, type RouterProcess } from '../support/router-process.js';
import { startTestSupergraph } from '../support/supergraph.js';

const committed = resolve(import.meta.dirname, '../../../schema/supergraph.graphql');

/** A stack with a second instance of orders, which only the second router asks. */
export interface Stack {
  readonly supergraph: Supergraph;
  readonly secondOrders: Instance;
  readonly secondRouter: RouterProcess;
  /** The supergraph file of both routers. */
  readonly supergraphPath: string;
  stop(): Promise<void>;
}

export async function startStack(redisUrl: string | undefined): Promise<Stack> {
  const redis = redisUrl === undefined ? {} : { REDIS_URL: redisUrl };
  const supergraph = await startTestSupergraph({
    env: Object.fromEntries(repositorySubgraphNames().map((name) => [name, redis])),
  });
  const supergraphPath = join(supergraph.dataDir, 'supergraph.graphql');
  await writeFile(supergraphPath, await readFile(committed, 'utf8'));
  const variables = {
    SUPERGRAPH_PATH: supergraphPath,
    SUPERGRAPH_POLL_MS: '20',
    CHECKED_SCALARS: 'none',
    JWT_LEEWAY_S: '0',
    JWT_REVOCATIONS_POLL_MS: '200',
    MAX_SUBSCRIPTIONS_PER_USER: '1000',
  };
  await supergraph.restart('router', variables);
  const secondOrders = await startInstance(supergraph, 'orders');
  const urls = { ...supergraph.urls, orders: secondOrders.url };
  const secondRouter = await startRouterProcess({
    env: {
      ...supergraph.environmentOf('router'),
      ...variables,
      PORT: '0',
      ADMIN_PORT: '0',
      SUBGRAPH_URLS: repositorySubgraphNames()
        .map((name) => `${name}=${urls[name]}`)
        .join(','),
    },
  });
  return {
    supergraph,
    secondOrders,
    secondRouter,
    supergraphPath,
    async stop() {
      const isDead = !secondRouter.alive();
      await secondRouter.stop();
      await secondOrders.stop();
      await supergraph.stop();
      if (isDead) throw new Error(`The second router has died: ${secondRouter.log()}`);
    },
  };
}

/** Waits until a router has exactly so many open subscriptions. */
export async function untilOpen(adminUrl: string, count: number): Promise<void> {
  const open = () => readMetric(adminUrl, 'router_subscriptions_open');
  await expect.poll(open, { timeout: 60_000 }).toBe(count);
}
