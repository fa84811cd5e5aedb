import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What the router counts, for `/metrics` on its admin listener. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const operations = new Histogram({
    name: 'router_operation_seconds',
    help: 'Client operations, by outcome: `answered` or the code of the error that took all data.',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const exchanges = new Histogram({
    name: 'router_subgraph_seconds',
    help: 'Requests to subgraphs, by subgraph and outcome.',
    labelNames: ['subgraph', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    registry,
    observeOperation: (outcome: string, seconds: number) => operations.observe({ outcome }, seconds),
    observeSubgraph: (subgraph: string, outcome: string, seconds: number) =>
      exchanges.observe({ subgraph, outcome }, seconds),
  };
}
