import { Counter, Gauge, type Registry } from 'prom-client';
import type { ServiceEvent } from './event.js';

export interface ConsumerMetrics {
  consumed(events: readonly ServiceEvent[]): void;
  failed(): void;
}

type CountDeadLetters = () => Promise<number>;

/** The metrics of a process, which all its consumers share. */
interface Shared {
  readonly consumed: Counter<'consumer'>;
  readonly failures: Counter<'consumer'>;
  readonly delay: Gauge<'consumer'>;
  /** By consumer. */
  readonly deadLetters: Map<string, CountDeadLetters>;
}

const sharedOf = new WeakMap<Registry, Shared>();

/** @param countDeadLetters called at every scrape */
export function createConsumerMetrics(
  registry: Registry,
  consumer: string,
  countDeadLetters: CountDeadLetters,
): ConsumerMetrics {
  const shared = sharedOf.get(registry) ?? register(registry);
  sharedOf.set(registry, shared);
  const { consumed, failures, delay, deadLetters } = shared;
  deadLetters.set(consumer, countDeadLetters);
  return {
    consumed(events) {
      consumed.inc({ consumer }, events.length);
      const times = events
        .filter(({ type }) => !type.includes('.snapshot.'))
        .map(({ time }) => Date.parse(time));
      const delayMs = times.length === 0 ? 0 : Date.now() - Math.min(...times);
      delay.set({ consumer }, Math.max(0, delayMs / 1_000));
    },
    failed: () => failures.inc({ consumer }),
  };
}

function register(registry: Registry): Shared {
  const registers = [registry];
  const labelNames = ['consumer'] as const;
  const deadLetters = new Map<string, CountDeadLetters>();
  new Gauge({
    name: 'events_dead_letters',
    help: 'Events that a consumer could not handle and put aside.',
    labelNames,
    registers,
    async collect() {
      for (const [consumer, count] of deadLetters) this.set({ consumer }, await count());
    },
  });
  return {
    deadLetters,
    consumed: new Counter({
      name: 'events_consumed_total',
      help: 'Events that a consumer took, handled or put aside.',
      labelNames,
      registers,
    }),
    failures: new Counter({
      name: 'events_consumer_failures_total',
      help: 'How often a consumer could not read events or its database and tries again later.',
      labelNames,
      registers,
    }),
    delay: new Gauge({
      name: 'events_consumer_delay_seconds',
      help: 'The time from an event to its consumption, of the last page that was consumed.',
      labelNames,
      registers,
    }),
  };
}
