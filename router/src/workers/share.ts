import cluster from 'node:cluster';
import type { Registry } from 'prom-client';
import type { RouterConfig } from '../config.js';
import { tellPrimary } from './messages.js';

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

/** A metric of a worker, as prom-client's aggregation reads it. */
export type WorkerMetric = Awaited<ReturnType<Registry['getMetricsAsJSON']>>[number];

/** The primary process asks for metrics; a worker answers, and sends its last ones before it ends. */
export interface MetricsMessage {
  readonly type: 'get-metrics' | 'metrics';
  readonly request?: number;
  readonly metrics?: readonly WorkerMetric[];
}

/**
 * In a worker: sends its metrics to the primary process, whenever that asks.
 *
 * @returns sends them once more, for the end of the worker
 */
export function shareMetrics(registry: Registry): () => Promise<void> {
  if (!cluster.isWorker) return () => Promise.resolve();
  const send = async (request?: number) => {
    const metrics = await registry.getMetricsAsJSON();
    await tellPrimary({ type: 'metrics', metrics, ...(request && { request }) } satisfies MetricsMessage);
  };
  process.on('message', ({ type, request }: Partial<MetricsMessage>) => {
    // Without an answer, the primary process takes the last metrics.
    if (type === 'get-metrics') send(request).catch(() => undefined);
  });
  return send;
}
