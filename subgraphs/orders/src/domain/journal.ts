import type { Order } from './order.js';

/** Records what operators want to know of orders. */
export interface Journal {
  /** Records that an order could not be processed and is postponed. */
  postponed(order: Order, dueAt: Date, error: unknown): void;
}
