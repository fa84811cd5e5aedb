import type { Worker } from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import { askWorkers } from './messages.js';
import type { MetricsMessage, WorkerMetric } from './share.js';

/** How long a worker may take to answer, in milliseconds. Scrapers give up after ten seconds. */
const ANSWER_MS = 1_000;

/** In the primary process: the metrics of all workers together, in Prometheus text format. */
export class WorkerMetrics {
  /** The last metrics of each worker that runs. */
  readonly #last = new Map<Worker, readonly WorkerMetric[]>();
  /** The counts of workers that have ended. Without them the sums would fall, and Prometheus takes that for a restart. */
  #ended: Promise<readonly WorkerMetric[]> = Promise.resolve([]);

  follow(worker: Worker): void {
    this.#last.set(worker, []);
    worker.on('message', (message: Partial<MetricsMessage>) => {
      if (message.type === 'metrics' && message.metrics !== undefined)
        this.#last.set(worker, message.metrics);
    });
    // The exit may come before the last message, the end of the channel does not.
    worker.once('disconnect', () => this.#keepCounts(worker));
  }

  /** Workers that do not answer in time, because they hang or end, have their last metrics. */
  async merge(): Promise<string> {
    await askWorkers([...this.#last.keys()], { type: 'get-metrics' }, ANSWER_MS);
    const [running, ended] = [[...this.#last.values()], this.#ended];
    return mergeMetrics([...running, await ended]).metrics();
  }

  #keepCounts(worker: Worker): void {
    const counts = this.#last.get(worker)?.filter(isCount);
    this.#last.delete(worker);
    this.#ended = this.#ended.then((ended) => mergeMetrics([ended, counts ?? []]).getMetricsAsJSON());
  }
}

/** The metrics of several workers as one, each by prom-client's aggregator for it. */
export function mergeMetrics(workers: readonly (readonly WorkerMetric[])[]): Registry {
  return AggregatorRegistry.aggregate(workers.map((metrics) => metrics.map(withoutMean)));
}

/** prom-client declares the types of metrics as numbers, but they are strings. */
function isCount({ type }: WorkerMetric): boolean {
  return ['counter', 'histogram'].includes(String(type));
}

/** A mean over workers would hide the event loop of the only one that is slow. */
function withoutMean(metric: WorkerMetric): WorkerMetric {
  return metric.aggregator === 'average' ? { ...metric, aggregator: 'max' } : metric;
}
