import type { Logger } from '@supergraph/service-kit';
import type { LedgerChange } from './ledger-changes.js';
import type { Closing, Ledger, LedgerTotals } from './ledger.js';
import { isLasting, isTimeToPrune, pruningOf } from './pruning.js';
import type { CatalogueStore, LedgerStore, StockRecord, StockRecordStore } from './stores.js';

/** The ledgers, with what follows a change of one. */
export interface Ledgers {
  findMany(ids: readonly string[]): Promise<Map<string, Ledger>>;
  /** A product's ledger as it is now, opened when the product has none yet; undefined when there is no product. */
  read(id: string): Promise<Ledger | undefined>;
  /** The ledger after the change; undefined when its condition did not hold and nothing changed. */
  change(id: string, change: LedgerChange): Promise<LedgerTotals | undefined>;
}

export interface LedgersDependencies {
  readonly ledgers: LedgerStore;
  readonly catalogue: CatalogueStore;
  readonly records: StockRecordStore;
  readonly logger: Logger;
  readonly now: () => Date;
}

export function createLedgers({ ledgers, catalogue, records, logger, now }: LedgersDependencies): Ledgers {
  async function read(id: string): Promise<Ledger | undefined> {
    const found = await ledgers.find(id);
    if (found !== undefined) return found;
    // A process that was killed while it created the product has left it without a ledger.
    const [product] = await catalogue.findProducts([id]);
    if (product === undefined) return undefined;
    await ledgers.open(product);
    return ledgers.find(id);
  }

  /** The change is booked whatever becomes of this: what fails here is made good later. */
  async function tidy(after: LedgerTotals, change: LedgerChange): Promise<void> {
    try {
      if (changesWhetherBuyable(after, change)) await catalogue.follow(after);
      if (isTimeToPrune(after)) await prune(after.id);
    } catch (error) {
      logger.warn({ err: error, productId: after.id }, 'a ledger could not be followed');
    }
  }

  async function prune(id: string): Promise<void> {
    const ledger = await ledgers.find(id);
    const pruning = ledger === undefined ? undefined : pruningOf(ledger, now());
    if (pruning === undefined) return;
    const lasting = pruning.closed.filter(isLasting);
    // Remembered first: a kill in between leaves both, and one is enough.
    await records.book(lasting.map((closing) => recordOf(id, closing)));
    await ledgers.prune(id, pruning);
  }

  return {
    findMany: (ids) => ledgers.findMany(ids),
    read,
    async change(id, change) {
      const after = await ledgers.change(id, change);
      if (after !== undefined) await tidy(after, change);
      return after;
    },
  };
}

/** Whether a product could be bought before a change and cannot after it, or the reverse. */
function changesWhetherBuyable(after: LedgerTotals, { then }: LedgerChange): boolean {
  if (then.discontinue === true) return true;
  const before = after.available - (then.available ?? 0);
  return before > 0 !== after.available > 0;
}

function recordOf(productId: string, { operation, quantity, at }: Closing): StockRecord {
  const id = operation.startsWith('restock:') ? restockRecordId(operation, productId) : operation;
  return { id, productId, quantity, reason: null, at, booked: true };
}

/** An order restocks each of its products once, so the product is part of the record's name. */
export function restockRecordId(operation: string, productId: string): string {
  return `${operation}@${productId}`;
}
