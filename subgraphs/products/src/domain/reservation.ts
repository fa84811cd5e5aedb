import type { Money } from '@supergraph/money';
import { endsOf } from './ledger-changes.js';
import { hasBooked, holdOf, type Hold, type Ledger } from './ledger.js';
import type { Product } from './product.js';

/** Whether a line's units are held. `NOT_HELD`: they could be, but their order cannot be had as it was asked for. */
export type ReservationOutcome =
  'HELD' | 'INSUFFICIENT' | 'UNKNOWN_PRODUCT' | 'DISCONTINUED' | 'CLOSED' | 'EXPIRED' | 'NOT_HELD';

/** The result of one line of a reservation. */
export interface Reservation {
  readonly productId: string;
  readonly outcome: ReservationOutcome;
  readonly available: number;
  readonly sku: string | null;
  readonly name: string | null;
  readonly unitPrice: Money | null;
}

/** An order that reserves other quantities than it did before: its owner is at fault. */
export class ReservationConflict extends Error {
  constructor(productId: string) {
    super(`the order already holds another quantity of ${productId}`);
    this.name = 'ReservationConflict';
  }
}

/**
 * Why a ledger refuses a hold; undefined when it would not any more, because it changed since it refused.
 *
 * @throws ReservationConflict when the order holds another quantity
 */
export function explainRefusal(ledger: Ledger, hold: Hold, deadline: Date): Reservation | undefined {
  const because = (outcome: ReservationOutcome) => reservationOf(ledger.id, outcome, hold, ledger.available);
  if (hold.at >= deadline) return because('EXPIRED');
  const held = holdOf(ledger, hold.order);
  if (held !== undefined) {
    if (held.quantity !== hold.quantity) throw new ReservationConflict(ledger.id);
    return reservationOf(ledger.id, 'HELD', held);
  }
  if (hasBooked(ledger, ...endsOf(hold.order))) return because('CLOSED');
  if (ledger.watermark >= deadline) return because('EXPIRED');
  if (ledger.discontinued) return because('DISCONTINUED');
  if (ledger.available < hold.quantity) return because('INSUFFICIENT');
  return undefined;
}

export function reservationOf(
  productId: string,
  outcome: ReservationOutcome,
  { sku, name, unitPrice }: Pick<Hold, 'sku' | 'name' | 'unitPrice'>,
  available = 0,
): Reservation {
  return { productId, outcome, available, sku, name, unitPrice };
}

export function unknownProduct(productId: string): Reservation {
  return { productId, outcome: 'UNKNOWN_PRODUCT', available: 0, sku: null, name: null, unitPrice: null };
}

/** The product as a hold remembers it. */
export function snapshotOf({ sku, name, price }: Product): Pick<Hold, 'sku' | 'name' | 'unitPrice'> {
  return { sku, name, unitPrice: price };
}
