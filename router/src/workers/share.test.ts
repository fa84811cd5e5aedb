import { collectDefaultMetrics, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { readRouterConfig } from '../config.js';
import { countWorkers } from './count.js';
import { configOfWorker } from './share.js';
import { mergeMetrics } from './worker-metrics.js';

const limits = {
  ROUTER_WORKERS: '4',
  RATE_LIMIT_PER_USER: '1000',
  RATE_LIMIT_PER_ADDRESS: '2000',
  RATE_LIMIT_REQUESTS: '30',
  MAX_CONNECTIONS: '100',
};

test('limits in memory are divided among workers', () => {
  const { rates, MAX_CONNECTIONS } = configOfWorker(readRouterConfig(limits));
  expect(rates).toMatchObject({ costPerUser: 250, costPerAddress: 500, requestsPerAddress: 8 });
  expect(MAX_CONNECTIONS).toBe(25);
});

test('limits in Redis are not, but for requests, which never reach it', () => {
  const { rates } = configOfWorker(readRouterConfig({ ...limits, REDIS_URL: 'redis://127.0.0.1' }));
  expect(rates).toMatchObject({ costPerUser: 1_000, costPerAddress: 2_000, requestsPerAddress: 8 });
});

test('no limit stays none', () => {
  expect(configOfWorker(readRouterConfig({ ROUTER_WORKERS: '4' })).rates.costPerUser).toBe(0);
});

test.each([
  [4, 16, 4],
  [64, 1, 3],
  [1, 16, 1],
  [2, 0.25, 1],
])('of %d cores and %d GiB, auto makes %d workers', (cores, gib, workers) => {
  expect(countWorkers(cores, gib * 1024 ** 3)).toBe(workers);
});

test('the delay of the event loop is that of the slowest worker', async () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = await registry.getMetricsAsJSON();
  const delayed = (value: number) =>
    metrics.map((metric) => ({ ...metric, values: [{ value, labels: {} }] }));
  const text = await mergeMetrics([delayed(1), delayed(3)]).metrics();
  for (const part of ['', 'mean_', 'p99_', 'max_'])
    expect(text).toContain(`nodejs_eventloop_lag_${part}seconds 3`);
});
