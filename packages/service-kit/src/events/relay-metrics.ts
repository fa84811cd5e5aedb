import { Counter, Gauge, type Registry } from 'prom-client';
import type { ServiceEvent } from './event.js';
import type { Outbox } from './outbox.js';

export interface RelayMetrics {
  published(events: readonly ServiceEvent[]): void;
  failed(): void;
}

/** @param outboxes queried at every scrape for their oldest event */
export function createRelayMetrics(registry: Registry, outboxes: readonly Outbox[]): RelayMetrics {
  const registers = [registry];
  const published = new Counter({
    name: 'events_published_total',
    help: 'Events that were published, by their type. One that is published again counts again.',
    labelNames: ['type'],
    registers,
  });
  const failures = new Counter({
    name: 'events_relay_failures_total',
    help: 'How often the relay could not publish and tries again later.',
    registers,
  });
  new Gauge({
    name: 'events_relay_lag_seconds',
    help: 'For how long the longest waiting event has not been published; 0 when none waits.',
    registers,
    async collect() {
      const since = await Promise.all(outboxes.map((outbox) => outbox.oldest()));
      const oldest = Math.min(...since.map((time) => time?.getTime() ?? Infinity));
      this.set(Math.max(0, (Date.now() - oldest) / 1_000));
    },
  });
  return {
    published(events) {
      for (const { type } of events) published.inc({ type });
    },
    failed: () => failures.inc(),
  };
}
