import type { Money } from '@supergraph/money';

/** Units that an order holds while it is being placed, with the product's name and price at that time. */
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
  /** The operation's permanent name: `finalise:ORDER`, `release:ORDER`, `restock:ORDER`, `adjust:KEY`. */
  readonly operation: string;
  /** The number of units that the operation moved; 0 if it found none. */
  readonly quantity: number;
  readonly at: Date;
}

/** A ledger without its lists, which can be long. */
export interface LedgerTotals {
  readonly id: string;
  readonly available: number;
  readonly sold: number;
  readonly received: number;
  /** Stops reservations immediately. The catalogue's flag follows. */
  readonly discontinued: boolean;
  /** Grows with every change, so that an older copy of the state does not replace a newer one. */
  readonly revision: number;
  /**
   * How often `closed` was pruned. A change that was decided by the content of `closed` fails if it was pruned since.
   */
  readonly prunes: number;
  /**
   * Reservations with a deadline up to this moment are refused: the operation that would refuse them may have been
   * pruned.
   */
  readonly watermark: Date;
}

/**
 * The state of every unit of one product. After every change `available + Σ held + sold = received`, and no number is
 * negative. The ledger is the source of truth for stock; the catalogue only follows it.
 */
export interface Ledger extends LedgerTotals {
  readonly held: readonly Hold[];
  readonly closed: readonly BookedOperation[];
}

/** Thrown when a ledger's document has no room for a change. Nothing was changed. */
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

/** A new ledger with `received` units, all of them available. */
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

export function holdOf({ held }: Pick<Ledger, 'held'>, order: string): Hold | undefined {
  return held.find((hold) => hold.order === order);
}

export function hasBooked({ closed }: Ledger, ...operations: readonly string[]): boolean {
  return closed.some(({ operation }) => operations.includes(operation));
}

/** The number of units that can be bought now. */
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
