import type { Order } from './order.js';

/** Records facts about orders for operators. */
export interface Journal {
  /** Records that an order could not be processed and is postponed. */
  postponed(order: Order, dueAt: Date, error: unknown): void;
}
