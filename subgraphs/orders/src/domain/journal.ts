import type { Order, OrderEvent } from './order.js';

/** Who is told what happens to orders. */
export interface Journal {
  /** Tells the world about an event, at least once: its id tells a repetition. */
  announce(order: Order, event: OrderEvent): Promise<void>;
  /** An order could not be driven on and waits until a moment. */
  postponed(order: Order, dueAt: Date, error: unknown): void;
}
