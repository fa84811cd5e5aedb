import { Gauge, type Registry } from 'prom-client';

/** Tells an alert whether checkout is paused, so that a pause for a backup is not forgotten. */
export function createPauseMetrics(registry: Registry, isPaused: boolean): void {
  new Gauge({
    name: 'orders_checkout_paused',
    help: '1 while new orders and cancellations are refused (CHECKOUT_PAUSED).',
    registers: [registry],
  }).set(isPaused ? 1 : 0);
}
