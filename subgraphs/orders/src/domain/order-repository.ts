import type { Order, OrderLine, Refusal } from './order.js';
import type { Terms } from './price-rules.js';
import type { Purchase } from './purchase.js';
import type { Transition } from './transitions.js';

/** A new order: PENDING, before anything was done for it. */
export interface NewOrder {
  readonly customerId: string;
  readonly purchase: Purchase;
  readonly terms: Terms;
  readonly number: number;
  readonly at: Date;
  /** When the worker takes the order over if it is still open. */
  readonly dueAt: Date;
  /** The maximum number of the customer's PENDING orders, this one included. */
  readonly maxPending: number;
}

/** A change of status with its event and all its other changes, in one write. */
export interface Move {
  readonly transition: Transition;
  readonly at: Date;
  readonly reason: string | null;
  /** When the worker takes the order over if it is still open. Undefined when nothing is left to do. */
  readonly dueAt: Date | undefined;
  readonly lines?: readonly OrderLine[];
  readonly refusals?: readonly Refusal[];
}

/** Stores orders. Every write is one atomic update of one document. */
export interface OrderRepository {
  /** A number above all that were allocated before. It is never allocated again, used or not. */
  nextNumber(): Promise<number>;
  /** `KEY_TAKEN`: an order that was not rejected has the customer's key. */
  open(order: NewOrder): Promise<Order | 'KEY_TAKEN' | 'TOO_MANY_PENDING'>;
  /**
   * The number of orders that the customer placed since a time, or since a slightly earlier one, whatever their status.
   */
  countPlacedSince(customerId: string, since: Date): Promise<number>;
  find(id: string): Promise<Order | undefined>;
  /** The customer's order with this key. A rejected order has none: its rejection frees the key. */
  findByKey(customerId: string, key: string): Promise<Order | undefined>;
  /**
   * Undefined when the order may have changed since it was read: read it again. A decision on a PENDING order may have
   * been written all the same; this is harmless, because every decider of an order reaches the same decision.
   */
  move(order: Order, move: Move): Promise<Order | undefined>;
  /** Records that all effects of this revision are delivered. Undefined when the order may have changed. */
  settle(order: Order): Promise<Order | undefined>;
  /** Postpones an open order to a time. */
  postpone(order: Order, dueAt: Date): Promise<void>;
  /** Takes one order that is due, and leases it to the caller. */
  lease(now: Date, until: Date): Promise<Order | undefined>;
}
