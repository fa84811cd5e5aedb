import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { SummedHistogram } from '@supergraph/service-kit/service';
import { shareMetrics } from './workers/share.js';
import { createOperationMetrics } from './operation-metrics.js';
import { createPlanningMetrics } from './planning-metrics.js';
import { createSubscriptionMetrics } from './subscription-metrics.js';

/** In seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The router's own work takes less time, in seconds. */
const OWN_BUCKETS = [0.00025, 0.0005, ...BUCKETS.slice(0, -3)];

/** A request for an operation that was answered. */
export interface AnsweredRequest {
  /** `answered`, `subscribed`, `left` (the client disconnected), or the code of the error that left no data. */
  readonly outcome: string;
  readonly seconds: number;
  /** The part of that time in which it waited for subgraphs. */
  readonly waitedSeconds: number;
}

/** The router's metrics, for `/metrics` on its admin listener. */
export function createMetrics() {
  const registry = new Registry();
  const shareLast = shareMetrics(registry);
  collectDefaultMetrics({ register: registry });
  const exchanges = new SummedHistogram({
    name: 'router_subgraph_seconds',
    help: 'Attempts to get an answer from a subgraph: answered, refused, failed, timed_out, overloaded, circuit_open, abandoned.',
    labelNames: ['subgraph', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const circuits = new Gauge({
    name: 'router_subgraph_circuit_open',
    help: '1 while nothing is sent to a subgraph because none of its addresses answers.',
    labelNames: ['subgraph'],
    aggregator: 'max',
    registers: [registry],
  });
  const partial = new Counter({
    name: 'router_partial_answers_total',
    help: 'Requests that were answered although a subgraph gave no usable answer.',
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'router_refusals_total',
    help: 'Requests that were refused before they became an operation, by reason.',
    labelNames: ['reason'],
    registers: [registry],
  });
  const supergraphs = new Counter({
    name: 'router_supergraph_reloads_total',
    help: 'Other supergraphs that were found: served, or refused or unreadable while the old one goes on.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const undeferred = new Counter({
    name: 'router_undeferred_plans_total',
    help: 'Plans with `@defer` that the planner could not make, so that all fields are fetched before the first part.',
    registers: [registry],
  });
  return {
    registry,
    /** Sends the metrics of a worker that ends to the primary process, which keeps its counts. */
    shareLast,
    countPartial: () => partial.inc(),
    countRefusal: (reason: string) => refusals.inc({ reason }),
    countSupergraph: (outcome: string) => supergraphs.inc({ outcome }),
    observeSharing: createSharingMetric(registry),
    observeLookup: createLookupMetric(registry),
    countUndeferred: () => undeferred.inc(),
    observePlanning: createPlanningMetrics(registry),
    observeRegistered: createOperationMetrics(registry),
    observeRequest: createRequestMetrics(registry),
    observeCircuit: (subgraph: string, isOpen: boolean) => circuits.set({ subgraph }, isOpen ? 1 : 0),
    ...createLimitMetrics(registry),
    subscriptions: createSubscriptionMetrics(registry),
    observeSubgraph: (subgraph: string, outcome: string, seconds: number) =>
      exchanges.observe({ subgraph, outcome }, seconds),
  };
}

/** Each operation is a lookup, so prom-client is told of their number when metrics are read. */
function createLookupMetric(registry: Registry): (outcome: 'found' | 'missing') => void {
  const counts = { found: 0, missing: 0 };
  const lookups = new Counter({
    name: 'router_prepared_operations_total',
    help: 'Lookups of prepared operations: `found`, or `missing`, so that one was parsed, validated and planned.',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      for (const outcome of ['found', 'missing'] as const) {
        if (counts[outcome] > 0) lookups.inc({ outcome }, counts[outcome]);
        counts[outcome] = 0;
      }
    },
  });
  return (outcome) => void (counts[outcome] += 1);
}

/** Whether rate limits are shared. Only a router with Redis has this metric: a gauge that is never set would be 0. */
function createSharingMetric(registry: Registry): (isShared: boolean) => void {
  let shared: Gauge | undefined;
  return (isShared) => {
    shared ??= new Gauge({
      name: 'router_rate_limits_shared',
      help: '1 while all routers keep their rate limits together in Redis, 0 while each keeps its own.',
      aggregator: 'min',
      registers: [registry],
    });
    shared.set(isShared ? 1 : 0);
  };
}

/** The time of operations, and the parts of it. */
function createRequestMetrics(registry: Registry) {
  const operations = new SummedHistogram({
    name: 'router_operation_seconds',
    help: 'Client operations, by outcome: `answered`, `subscribed`, `left` by the client, or the code of the error that took all data.',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const waited = new SummedHistogram({
    name: 'router_subgraph_wait_seconds',
    help: 'The part of each client operation in which it waited for at least one subgraph.',
    buckets: BUCKETS,
    registers: [registry],
  });
  const own = new SummedHistogram({
    name: 'router_own_seconds',
    help: 'The rest of each client operation: the work of the router itself and the wait for its turn.',
    buckets: OWN_BUCKETS,
    registers: [registry],
  });
  return ({ outcome, seconds, waitedSeconds }: AnsweredRequest): void => {
    operations.observe({ outcome }, seconds);
    // The opening of a subscription waits for its subgraph's stream, which the clock does not measure.
    if (outcome === 'subscribed') return;
    waited.observe({}, waitedSeconds);
    own.observe({}, seconds - waitedSeconds);
  };
}

/** The numbers of operations and requests that latency allows. */
function createLimitMetrics(registry: Registry) {
  const subgraphLimits = new Gauge({
    name: 'router_subgraph_concurrency_limit',
    help: 'How many requests to a subgraph may be in flight at once, as its latency allows.',
    labelNames: ['subgraph'],
    registers: [registry],
  });
  const limit = new Gauge({
    name: 'router_concurrency_limit',
    help: 'How many client operations may be at work at once, as their latency allows.',
    registers: [registry],
  });
  return {
    observeLimit: (operations: number) => limit.set(operations),
    observeSubgraphLimit: (subgraph: string, requests: number) => subgraphLimits.set({ subgraph }, requests),
  };
}
