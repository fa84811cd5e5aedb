import { operationOf, type BookedOperation, type Hold, type Ledger } from './ledger.js';

/**
 * One change of one ledger: a condition and an effect. One conditional update of one document checks the condition and
 * applies the effect, so the change is atomic.
 */
export interface LedgerChange {
  /** The name of the change in metrics and logs. */
  readonly name: 'reserve' | 'finalise' | 'release' | 'restock' | 'adjust' | 'discontinue';
  readonly when: Condition;
  readonly then: Effect;
}

/** The condition on the ledger. Only the given fields are checked. */
export interface Condition {
  readonly selling?: boolean;
  readonly availableAtLeast?: number;
  readonly soldAtLeast?: number;
  readonly receivedAtMost?: number;
  /** Each of these orders holds exactly this quantity. */
  readonly holds?: readonly Pick<Hold, 'order' | 'quantity'>[];
  /** These orders hold nothing. */
  readonly holdsNot?: readonly string[];
  /** None of these operations is in `closed`. */
  readonly notBooked?: readonly string[];
  /** The watermark is before this deadline. */
  readonly deadline?: Date;
  /** `closed` has been pruned exactly this many times. */
  readonly prunes?: number;
}

/**
 * The effect on the ledger: units that move, holds that begin or end, and operations that are booked. Every effect must
 * keep the invariant `available + Σ held + sold = received`.
 */
export interface Effect {
  readonly available?: number;
  readonly sold?: number;
  readonly received?: number;
  readonly hold?: readonly Hold[];
  readonly unhold?: readonly string[];
  readonly book?: readonly BookedOperation[];
  readonly discontinue?: boolean;
}

/**
 * Available units become held units, for all of these orders or for none.
 *
 * @param holds one per order
 * @param deadline the earliest of the orders' deadlines
 */
export function reserve(holds: readonly Hold[], deadline: Date): LedgerChange {
  const orders = holds.map(({ order }) => order);
  const units = unitsOf(holds);
  return {
    name: 'reserve',
    when: {
      selling: true,
      availableAtLeast: units,
      holdsNot: orders,
      notBooked: orders.flatMap(endsOf),
      deadline,
    },
    then: { available: -units, hold: holds },
  };
}

/**
 * Held units become sold (finalise) or available again (release). An order without a hold is closed too, so that a
 * later reservation is refused.
 *
 * @param holds the holds to settle, one per order
 * @param others orders without a hold
 */
export function settle(
  name: 'finalise' | 'release',
  holds: readonly Hold[],
  others: readonly string[],
  at: Date,
): LedgerChange {
  const operation = operationOf[name];
  const units = unitsOf(holds);
  return {
    name,
    when: {
      holds: holds.map(({ order, quantity }) => ({ order, quantity })),
      holdsNot: others,
      // An order with a hold is not settled yet: settling removes the hold in the same update.
      notBooked: others.flatMap(settlementsOf),
    },
    then: {
      unhold: holds.map(({ order }) => order),
      ...(name === 'finalise' ? { sold: units } : { available: units }),
      book: [
        ...holds.map(({ order, quantity }) => booked(operation(order), quantity, at)),
        ...others.map((order) => booked(operation(order), 0, at)),
      ],
    },
  };
}

/** The operations after which a reservation of the order is refused. */
export function endsOf(order: string): string[] {
  return [...settlementsOf(order), operationOf.restock(order)];
}

/** The operations that settle an order's hold. */
export function settlementsOf(order: string): string[] {
  return [operationOf.finalise(order), operationOf.release(order)];
}

/**
 * Takes back the units of a cancelled order. If they are still held, because the cancellation overtook the finalising,
 * held units become available. If the order was released, no unit moves. Otherwise sold units become available.
 * Undefined if fewer units are sold than come back, which no order of this shop can cause.
 */
export function restock(ledger: Ledger, order: string, quantity: number, at: Date): LedgerChange | undefined {
  const operation = operationOf.restock(order);
  const { prunes } = ledger;
  const hold = ledger.held.find((held) => held.order === order);
  if (hold !== undefined) {
    const book = [operationOf.finalise(order), operation].map((name) => booked(name, hold.quantity, at));
    return {
      name: 'restock',
      when: { prunes, holds: [{ order, quantity: hold.quantity }], notBooked: [operation] },
      then: { unhold: [order], available: hold.quantity, book },
    };
  }
  const released = operationOf.release(order);
  if (ledger.closed.some((closed) => closed.operation === released)) {
    return {
      name: 'restock',
      when: { prunes, notBooked: [operation] },
      then: { book: [booked(operation, 0, at)] },
    };
  }
  if (ledger.sold < quantity) return undefined;
  return {
    name: 'restock',
    when: { prunes, holdsNot: [order], soldAtLeast: quantity, notBooked: [operation, released] },
    then: { sold: -quantity, available: quantity, book: [booked(operation, quantity, at)] },
  };
}

/**
 * Units come in (positive) or go out (negative). At least 0 units stay available, and at most {@link MAX_UNITS} are
 * received.
 */
export function adjust(
  { prunes }: Ledger,
  { operation, delta, at }: { operation: string; delta: number; at: Date },
): LedgerChange {
  return {
    name: 'adjust',
    when: {
      prunes,
      notBooked: [operation],
      ...(delta < 0 ? { availableAtLeast: -delta } : { receivedAtMost: MAX_UNITS - delta }),
    },
    then: { available: delta, received: delta, book: [booked(operation, delta, at)] },
  };
}

/** The maximum number of units of a product, which fits GraphQL's `Int`. */
export const MAX_UNITS = 2_000_000_000;

/** Ends all reservations. Existing holds can still be settled. */
export const discontinue: LedgerChange = {
  name: 'discontinue',
  when: { selling: true },
  then: { discontinue: true },
};

function unitsOf(holds: readonly Hold[]): number {
  return holds.reduce((units, { quantity }) => units + quantity, 0);
}

function booked(operation: string, quantity: number, at: Date): BookedOperation {
  return { operation, quantity, at };
}
