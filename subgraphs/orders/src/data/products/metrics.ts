import type { OutboundOutcome } from '@supergraph/service-kit';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

type Outcome = 'answered' | 'refused' | 'unavailable';

/** The metrics of the calls to products. */
export interface ClientMetrics {
  /** Starts a call's measurement. Pass the call's outcome to the returned function. */
  start(): (outcome: Outcome) => void;
  attempted(outcome: OutboundOutcome): void;
  circuit(isOpen: boolean): void;
}

export function createClientMetrics(registry: Registry): ClientMetrics {
  const registers = [registry];
  const duration = new Histogram({
    name: 'orders_products_call_seconds',
    help: 'How long calls to products took, with their retries, by how they ended.',
    labelNames: ['outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
    registers,
  });
  const attempts = new Counter({
    name: 'orders_products_attempts_total',
    help: 'Attempts to get an answer from products: answered, refused, failed, timed_out, overloaded, circuit_open.',
    labelNames: ['outcome'],
    registers,
  });
  const open = new Gauge({
    name: 'orders_products_circuit_open',
    help: '1 while products is not asked because it did not answer.',
    registers,
  });
  return {
    start() {
      const end = duration.startTimer();
      return (outcome) => {
        end({ outcome });
      };
    },
    attempted: (outcome) => attempts.inc({ outcome }),
    circuit: (isOpen) => open.set(isOpen ? 1 : 0),
  };
}
