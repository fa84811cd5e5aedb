import type { Money } from '@supergraph/money';
import { endsOf } from './ledger-changes.js';
import { hasBooked, holdOf, type Hold, type Ledger } from './ledger.js';
import type { Product } from './product.js';

/** Whether a line's units are held. `NOT_HELD`: the units are available, but the order as a whole is refused. */
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

/** Thrown when an order reserves another quantity than it already holds, which is a defect of the caller. */
export class ReservationConflict extends Error {
  constructor(productId: string) {
    super(`the order already holds another quantity of ${productId}`);
    this.name = 'ReservationConflict';
  }
}

/**
 * The reason why a ledger refused a hold, or the hold that the order already has. Undefined if the ledger has changed
 * since and no longer refuses.
 *
 * @throws ReservationConflict if the order holds another quantity
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

/** The fields of a product that a hold contains. */
export function snapshotOf({ sku, name, price }: Product): Pick<Hold, 'sku' | 'name' | 'unitPrice'> {
  return { sku, name, unitPrice: price };
}
