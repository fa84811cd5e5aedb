import type { Money } from '@supergraph/money';
import { totalOf, type Order, type OrderLine, type Refusal, type Snapshot } from './order.js';
import type { Reservation } from './stock.js';

/** The decision on an order after its stock was requested. */
export type Decision =
  | { readonly kind: 'CONFIRM'; readonly lines: readonly OrderLine[] }
  | {
      readonly kind: 'REJECT';
      readonly refusals: readonly Refusal[];
      /** The lines with their known prices. A PRICE_CHANGED order keeps the prices at which it was refused. */
      readonly lines: readonly OrderLine[];
    }
  /** No decision is possible yet: reserve again. */
  | { readonly kind: 'RETRY'; readonly reason: string };

/** Decides on an order by the reservation results of products, one for each line. */
export function decide(order: Order, reservations: readonly Reservation[]): Decision {
  const byProduct = new Map(reservations.map((reservation) => [reservation.productId, reservation]));
  const answered = order.lines.map((line) => byProduct.get(line.productId));
  const undecided = answered.find((each) => each === undefined || isUndecided(each));
  if (answered.length === 0 || answered.includes(undefined) || undecided !== undefined) {
    return { kind: 'RETRY', reason: undecided?.outcome ?? 'INCOMPLETE' };
  }
  const lines = order.lines.map((line) => withSnapshot(line, byProduct.get(line.productId)));
  const refusals = order.lines.flatMap((line) => refuse(line, byProduct.get(line.productId), order.currency));
  if (refusals.length > 0) return { kind: 'REJECT', refusals, lines: order.lines };
  return decideOnTotal(
    order,
    lines,
    answered.some((each) => each?.outcome === 'NOT_HELD'),
  );
}

/**
 * CLOSED means that the order was decided elsewhere. EXPIRED means that the request was late or the clocks differ.
 * Neither says anything about the stock.
 */
function isUndecided({ outcome }: Reservation): boolean {
  return outcome === 'CLOSED' || outcome === 'EXPIRED';
}

function withSnapshot(line: OrderLine, reservation: Reservation | undefined): OrderLine {
  const snapshot = reservation === undefined ? null : snapshotOf(reservation);
  return { ...line, snapshot };
}

function snapshotOf({ sku, name, unitPrice }: Reservation): Snapshot | null {
  return sku === null || name === null || unitPrice === null ? null : { sku, name, unitPrice };
}

function refuse(line: OrderLine, reservation: Reservation | undefined, currency: string): Refusal[] {
  const { productId, quantity } = line;
  const snapshot = reservation === undefined ? null : snapshotOf(reservation);
  if (reservation?.outcome === 'INSUFFICIENT') {
    const { available } = reservation;
    return [{ kind: 'INSUFFICIENT_STOCK', productId, requested: quantity, available }];
  }
  if (snapshot === null || reservation?.outcome === 'DISCONTINUED')
    return [{ kind: 'PRODUCT_UNAVAILABLE', productId }];
  const other = snapshot.unitPrice.currency;
  return other === currency ? [] : [{ kind: 'OTHER_CURRENCY', productId, currency: other }];
}

function decideOnTotal(order: Order, lines: readonly OrderLine[], isShort: boolean): Decision {
  const total = totalWithin(order, lines);
  if (total === undefined) {
    return { kind: 'REJECT', refusals: [{ kind: 'TOTAL_TOO_LARGE' }], lines: order.lines };
  }
  const expected = order.expectedTotal;
  if (expected !== null && expected.minor !== total.minor) {
    return { kind: 'REJECT', refusals: [{ kind: 'PRICE_CHANGED', expected, actual: total }], lines };
  }
  // Products refused because of a price that has changed back since.
  return isShort ? { kind: 'RETRY', reason: 'NOT_HELD' } : { kind: 'CONFIRM', lines };
}

/** The total, or undefined when it is not a safe integer. */
function totalWithin(order: Order, lines: readonly OrderLine[]): Money | undefined {
  try {
    return totalOf({ ...order, lines });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
