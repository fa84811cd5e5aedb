import type { Money } from '@supergraph/money';

/** Units that an order holds while it is being placed, and what the product was when it took them. */
export interface Hold {
  readonly order: string;
  readonly quantity: number;
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: Money;
  readonly at: Date;
}

/** An operation that was booked and must not be booked again. */
export interface BookedOperation {
  /** Names the operation for good: `finalise:ORDER`, `release:ORDER`, `restock:ORDER`, `adjust:KEY`. */
  readonly operation: string;
  /** The units it moved; 0 when it found none. */
  readonly quantity: number;
  readonly at: Date;
}

/** A ledger without its lists, which are long and concern single orders. */
export interface LedgerTotals {
  readonly id: string;
  readonly available: number;
  readonly sold: number;
  readonly received: number;
  /** Ends reservations at once: the catalogue's flag follows. */
  readonly discontinued: boolean;
  /** Grows with every change, so that a copy of the ledger's state can tell an older update from a newer one. */
  readonly revision: number;
  /** How often `closed` was pruned: a change that was decided by its content must fail when some of it has gone. */
  readonly prunes: number;
  /** No reservation with a deadline up to this moment is accepted: the operation that would refuse it may have been pruned. */
  readonly watermark: Date;
}

/**
 * Where every unit of one product is. After every change `available + Σ held + sold = received`, and nothing is below
 * zero. It is the truth about stock; what the catalogue says of it follows.
 */
export interface Ledger extends LedgerTotals {
  readonly held: readonly Hold[];
  readonly closed: readonly BookedOperation[];
}

/** A ledger has no room for the change: nothing was changed. */
export class LedgerFull extends Error {
  constructor(id: string, cause?: unknown) {
    super(`the ledger of ${id} is full`, { cause });
    this.name = 'LedgerFull';
  }
}

/** The names of operations in {@link BookedOperation}. */
export const operationOf = {
  finalise: (order: string) => `finalise:${order}`,
  release: (order: string) => `release:${order}`,
  restock: (order: string) => `restock:${order}`,
  adjust: (key: string) => `adjust:${key}`,
};

/** A ledger into which `received` units came and from which none went. */
export function openLedger(id: string, received: number, discontinued = false): Ledger {
  return {
    id,
    available: received,
    held: [],
    sold: 0,
    received,
    closed: [],
    discontinued,
    revision: 0,
    prunes: 0,
    watermark: new Date(0),
  };
}

export function heldUnits({ held }: Pick<Ledger, 'held'>): number {
  return held.reduce((units, { quantity }) => units + quantity, 0);
}

export function holdOf({ held }: Ledger, order: string): Hold | undefined {
  return held.find((hold) => hold.order === order);
}

export function hasBooked({ closed }: Ledger, ...operations: readonly string[]): boolean {
  return closed.some(({ operation }) => operations.includes(operation));
}

/** How many units can be bought now. */
export function buyable({ available, discontinued }: LedgerTotals): number {
  return discontinued ? 0 : available;
}

export type Availability = 'IN_STOCK' | 'LOW_STOCK' | 'OUT_OF_STOCK' | 'DISCONTINUED';

export function availabilityOf(
  ledger: Pick<LedgerTotals, 'available' | 'discontinued'>,
  lowStockThreshold: number,
): Availability {
  if (ledger.discontinued) return 'DISCONTINUED';
  if (ledger.available === 0) return 'OUT_OF_STOCK';
  return ledger.available <= lowStockThreshold ? 'LOW_STOCK' : 'IN_STOCK';
}
