import type { Order, OrderEvent } from './order.js';

/** Publishes the events of orders. */
export interface Journal {
  /** Publishes an event at least once. Its id identifies repetitions. */
  announce(order: Order, event: OrderEvent): Promise<void>;
  /** Records that an order could not be processed and is postponed. */
  postponed(order: Order, dueAt: Date, error: unknown): void;
}
