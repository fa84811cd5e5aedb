import { Counter, Gauge, type Registry } from 'prom-client';

export type RecoveryOutcome = 'completed' | 'postponed' | 'failed';

export interface Backlog {
  /** How many orders are open, the ones being placed at this moment included. */
  readonly open: number;
  /** For how long the longest waiting one has been due, in seconds; 0 when none is. */
  readonly lagSeconds: number;
}

/** What an operator sees of the recovery of orders. */
export interface RecoveryMetrics {
  recovered(outcome: RecoveryOutcome): void;
}

/** @param readBacklog asked at every scrape */
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
  const lag = new Gauge({
    name: 'orders_recovery_lag_seconds',
    help: 'For how long the longest waiting open order has been due.',
    registers,
  });
  new Gauge({
    name: 'orders_open',
    help: 'Orders that are being placed or settled.',
    registers,
    async collect() {
      const backlog = await readBacklog();
      this.set(backlog.open);
      lag.set(backlog.lagSeconds);
    },
  });
  return { recovered: (outcome) => outcomes.inc({ outcome }) };
}
