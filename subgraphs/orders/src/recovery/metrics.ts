import { Counter, Gauge, type Registry } from 'prom-client';

export type RecoveryOutcome = 'completed' | 'postponed' | 'failed';

export interface Backlog {
  /** The number of open orders, including those being placed at this moment. */
  readonly open: number;
  /** The number of open orders with so many failures in a row that they may need a person. */
  readonly stuck: number;
  /** How long the longest-waiting order has been due, in seconds; 0 when none is due. */
  readonly lagSeconds: number;
}

/** The metrics of the recovery of orders. */
export interface RecoveryMetrics {
  recovered(outcome: RecoveryOutcome): void;
}

/** @param readBacklog called at every scrape */
export function createRecoveryMetrics(
  registry: Registry,
  readBacklog: () => Promise<Backlog>,
): RecoveryMetrics {
  const registers = [registry];
  const outcomes = new Counter({
    name: 'orders_recovered_total',
    help: 'Open orders that the worker took up, by what came of it.',
    labelNames: ['outcome'],
    registers,
  });
  const read = shared(readBacklog);
  const gauge = (name: string, help: string, valueOf: (backlog: Backlog) => number) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(valueOf(await read()));
      },
    });
  gauge('orders_open', 'Orders that are being placed or settled.', ({ open }) => open);
  gauge(
    'orders_stuck',
    'Open orders that failed more than thirty times in a row and are tried once a minute.',
    ({ stuck }) => stuck,
  );
  gauge(
    'orders_recovery_lag_seconds',
    'For how long the longest waiting open order has been due.',
    ({ lagSeconds }) => lagSeconds,
  );
  return { recovered: (outcome) => outcomes.inc({ outcome }) };
}

/** All gauges of one scrape are read at the same time, so they share one query. */
function shared<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  return () => {
    running ??= read().finally(() => {
      running = undefined;
    });
    return running;
  };
}
