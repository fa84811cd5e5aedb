import { Gauge, type Registry } from 'prom-client';

/**
 * Measures whether the personal data of deleted accounts is erased in time.
 *
 * @param findOldestDue queried at every scrape: since when the longest-waiting erasure has been due, or will be due
 */
export function createErasureMetrics(
  registry: Registry,
  findOldestDue: () => Promise<Date | undefined>,
  clock: () => Date = () => new Date(),
): void {
  new Gauge({
    name: 'account_erasure_lag_seconds',
    help: 'For how long the longest waiting erasure of a deleted account has been due; 0 when none is due.',
    registers: [registry],
    async collect() {
      const due = (await findOldestDue())?.getTime() ?? Infinity;
      this.set(Math.max(0, (clock().getTime() - due) / 1_000));
    },
  });
}
