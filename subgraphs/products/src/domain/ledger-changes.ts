import { operationOf, type BookedOperation, type Hold, type Ledger } from './ledger.js';

/**
 * One change of one ledger: what must be true for it, and what it does. Both are checked and done by one conditional
 * update of one document, so a change happens whole or not at all, whatever else happens at the same time.
 */
export interface LedgerChange {
  /** The name of the change in metrics and logs. */
  readonly name: 'reserve' | 'finalise' | 'release' | 'restock' | 'adjust' | 'discontinue';
  readonly when: Condition;
  readonly then: Effect;
}

/** The condition on the ledger; a field that is not given does not matter. */
export interface Condition {
  readonly selling?: boolean;
  readonly availableAtLeast?: number;
  readonly soldAtLeast?: number;
  readonly receivedAtMost?: number;
  /** These orders hold exactly so many. */
  readonly holds?: readonly Pick<Hold, 'order' | 'quantity'>[];
  /** These orders hold nothing. */
  readonly holdsNot?: readonly string[];
  /** None of these operations is among the closed ones. */
  readonly notBooked?: readonly string[];
  /** The watermark lies before this deadline. */
  readonly deadline?: Date;
  /** `closed` was pruned so often and not since. */
  readonly prunes?: number;
}

/** Units that move, holds that come and go, and operations that are booked. The moves keep the sum: no effect may break the invariant. */
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
 * Available units become held ones, for all of these orders or for none.
 *
 * @param holds one an order
 * @param deadline the first of the orders' deadlines
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
 * The orders' held units become sold (finalise) or available again (release). An order that holds nothing is closed all
 * the same: a reservation that comes later finds it so.
 *
 * @param holds what is held, one an order
 * @param others orders that hold nothing
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
      // Who holds cannot be settled: whatever settles takes the hold away in the same update.
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

/** The operations after which an order's reservation comes too late. */
export function endsOf(order: string): string[] {
  return [...settlementsOf(order), operationOf.restock(order)];
}

/** The operations that settle an order's hold for good. */
export function settlementsOf(order: string): string[] {
  return [operationOf.finalise(order), operationOf.release(order)];
}

/**
 * How a cancelled order's units come back, by where they are: still held when the cancellation overtook the
 * finalising; nowhere when the order was released; else among the sold ones. Undefined when fewer are sold than come
 * back, which no order of ours can cause.
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

/** Units come in (positive) or go out (negative), never below zero. */
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

/** As many units as a ledger can count: what GraphQL's `Int` can say. */
export const MAX_UNITS = 2_000_000_000;

/** No reservation is accepted from here on; what is held goes its way. */
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
