import type { Order, OrderEvent, OrderLine, Refusal } from './order.js';
import type { Terms } from './price-rules.js';
import type { Purchase } from './purchase.js';
import type { Transition } from './transitions.js';

/** An order to be opened: PENDING, before anything was done for it. */
export interface NewOrder {
  readonly customerId: string;
  readonly purchase: Purchase;
  readonly terms: Terms;
  readonly number: number;
  readonly at: Date;
  /** When the worker takes it over if whoever opened it has not brought it to rest. */
  readonly dueAt: Date;
  /** How many PENDING orders the customer may have, this one included. */
  readonly maxPending: number;
}

/** A change of status and all that changes with it, in one write. */
export interface Move {
  readonly transition: Transition;
  readonly at: Date;
  readonly reason: string | null;
  readonly event: OrderEvent;
  readonly dueAt: Date;
  readonly lines?: readonly OrderLine[];
  readonly refusals?: readonly Refusal[];
}

/** Where orders are kept. Every write is one atomic update of one document. */
export interface OrderRepository {
  /** A number above all that were given before. It is never given again, used or not. */
  nextNumber(): Promise<number>;
  /** `KEY_TAKEN`: the customer's key names an order that was not rejected. */
  open(order: NewOrder): Promise<Order | 'KEY_TAKEN' | 'TOO_MANY_PENDING'>;
  /** How many orders the customer placed since a moment, or since a slightly earlier one, whatever became of them. */
  countPlacedSince(customerId: string, since: Date): Promise<number>;
  find(id: string): Promise<Order | undefined>;
  /** The customer's order under this key, unless it was rejected: that frees the key. */
  findByKey(customerId: string, key: string): Promise<Order | undefined>;
  /**
   * Undefined when the order is no longer as it was given: read it again. A decision, from PENDING, may have been
   * written all the same: who decides does not mind that another has, for both decide on the same.
   */
  move(order: Order, move: Move): Promise<Order | undefined>;
  /** Notes that all effects and events of this revision are told. Undefined when it may have moved: read it again. */
  settle(order: Order): Promise<Order | undefined>;
  /** Leaves an open order alone until a moment. */
  postpone(order: Order, dueAt: Date): Promise<void>;
  /** Takes one order that is due, and leaves it to the taker alone until the lease ends. */
  lease(now: Date, until: Date): Promise<Order | undefined>;
}
