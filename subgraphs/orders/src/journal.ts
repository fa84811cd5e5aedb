import type { Logger } from '@supergraph/service-kit';
import { Counter, type Registry } from 'prom-client';
import type { Journal } from './domain/journal.js';

/** Writes to the log and the metrics. */
export function createJournal(logger: Logger, registry: Registry): Journal {
  const postponements = new Counter({
    name: 'orders_postponed_total',
    help: 'How often an open order could not be completed and was left for a later attempt.',
    registers: [registry],
  });
  return {
    postponed(order, dueAt, error) {
      postponements.inc();
      logger.warn({ err: error, orderId: order.id, dueAt, attempts: order.attempts }, 'order postponed');
    },
  };
}
