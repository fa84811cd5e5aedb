import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { RouterConfig } from '../config.js';

/**
 * The configuration of one of several workers. Limits that are kept in memory are divided, so that all workers together
 * grant no more than they say; one connection, which has one worker, is granted its part.
 */
export function configOfWorker(config: RouterConfig): RouterConfig {
  const { workers, rates, MAX_CONNECTIONS, MAX_CONCURRENT_OPERATIONS: concurrent } = config;
  const part = (limit: number) => Math.ceil(limit / workers);
  const isShared = config.REDIS_URL !== undefined;
  return {
    ...config,
    // The first process has the port of health and metrics.
    ADMIN_PORT: 0,
    MAX_CONNECTIONS: part(MAX_CONNECTIONS),
    MAX_SUBSCRIPTIONS: part(config.MAX_SUBSCRIPTIONS),
    MAX_CONCURRENT_OPERATIONS: concurrent === 'auto' ? concurrent : part(concurrent),
    rates: {
      ...rates,
      costPerUser: isShared ? rates.costPerUser : part(rates.costPerUser),
      costPerAddress: isShared ? rates.costPerAddress : part(rates.costPerAddress),
      requestsPerAddress: part(rates.requestsPerAddress),
    },
  };
}

/** Has the first process read the metrics of this one, if it is a worker. */
export function shareMetrics(registry: Registry): void {
  if (!cluster.isWorker) return;
  AggregatorRegistry.setRegistries([registry]);
  // Answers its requests from now on.
  new AggregatorRegistry();
}
