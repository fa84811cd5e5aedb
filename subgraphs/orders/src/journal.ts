import type { Logger } from '@supergraph/service-kit';
import { Counter, type Registry } from 'prom-client';
import type { Journal } from './domain/journal.js';

/**
 * Publishes events to the log, one line each, for a log collector. This is where a message broker would be connected.
 * Each event is delivered at least once.
 */
export function createJournal(logger: Logger, registry: Registry): Journal {
  const registers = [registry];
  const events = new Counter({
    name: 'orders_events_total',
    help: 'Events of orders, by their type.',
    labelNames: ['type'],
    registers,
  });
  const postponements = new Counter({
    name: 'orders_postponed_total',
    help: 'How often an order could not be driven on and was left for later.',
    registers,
  });
  return {
    announce(order, event) {
      events.inc({ type: event.type });
      const { id: orderId, number, customerId } = order;
      logger.info(
        { event: event.type, eventId: event.id, at: event.at, orderId, number, customerId },
        'order event',
      );
      return Promise.resolve();
    },
    postponed(order, dueAt, error) {
      postponements.inc();
      logger.warn({ err: error, orderId: order.id, dueAt, attempts: order.attempts }, 'order postponed');
    },
  };
}
