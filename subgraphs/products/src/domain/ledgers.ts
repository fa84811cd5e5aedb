import type { Logger } from '@supergraph/service-kit';
import type { LedgerChange } from './ledger-changes.js';
import { LedgerFull, type BookedOperation, type Ledger, type LedgerTotals } from './ledger.js';
import { isLasting, isTimeToPrune, pruningOf } from './pruning.js';
import type {
  CatalogueRepository,
  LedgerRepository,
  Stock,
  StockRecord,
  StockRecordRepository,
} from './repositories.js';

/** The ledgers. After a change they also update the catalogue and prune the ledger. */
export interface Ledgers {
  /** The existing ledgers of these products. `closed` contains only those of the given operations that are booked. */
  findMany(ids: readonly string[], operations: readonly string[]): Promise<Map<string, Ledger>>;
  /** The existing ledgers of these products, without `closed`. */
  findStock(ids: readonly string[]): Promise<Map<string, Stock>>;
  /** Like `findMany` for one product, but opens a missing ledger. Undefined if the product does not exist. */
  read(id: string, operations: readonly string[]): Promise<Ledger | undefined>;
  /** The ledger after the change. Undefined if the condition did not hold and nothing changed. */
  change(id: string, change: LedgerChange): Promise<LedgerTotals | undefined>;
  /** Removes the operations that a ledger no longer needs. */
  prune(id: string): Promise<void>;
}

export interface LedgersDependencies {
  readonly ledgers: LedgerRepository;
  readonly catalogue: CatalogueRepository;
  readonly records: StockRecordRepository;
  readonly logger: Logger;
  readonly now: () => Date;
}

export function createLedgers({ ledgers, catalogue, records, logger, now }: LedgersDependencies): Ledgers {
  async function read(id: string, operations: readonly string[]): Promise<Ledger | undefined> {
    const found = await ledgers.findMany([id], operations);
    if (found.has(id)) return found.get(id);
    // A process that was killed while it created the product left the product without a ledger.
    const [product] = await catalogue.findProducts([id]);
    if (product === undefined) return undefined;
    await ledgers.open(product);
    return ledgers.find(id);
  }

  /**
   * Updates the catalogue and prunes the ledger. The change is booked already, so a failure is only logged: the
   * reconciler repeats this later.
   */
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
    // The records are written first. If the process is killed in between, the operations are in both places, which is
    // harmless.
    await records.book(lasting.map((operation) => recordOf(id, operation)));
    await ledgers.prune(id, pruning);
  }

  /** Prunes a full ledger to make room for a change. */
  async function changeOrMakeRoom(id: string, change: LedgerChange): Promise<LedgerTotals | undefined> {
    try {
      return await ledgers.change(id, change);
    } catch (error) {
      if (!(error instanceof LedgerFull)) throw error;
      await prune(id);
      return ledgers.change(id, change);
    }
  }

  return {
    findMany: (ids, operations) => ledgers.findMany(ids, operations),
    findStock: (ids) => ledgers.findStock(ids),
    read,
    async change(id, change) {
      const after = await changeOrMakeRoom(id, change);
      if (after !== undefined) await tidy(after, change);
      return after;
    },
    prune,
  };
}

/** Whether a product could be bought before a change but not after it, or the reverse. */
function changesWhetherBuyable(after: LedgerTotals, { then }: LedgerChange): boolean {
  if (then.discontinue === true) return true;
  const before = after.available - (then.available ?? 0);
  return before > 0 !== after.available > 0;
}

function recordOf(productId: string, { operation, quantity, at }: BookedOperation): StockRecord {
  const id = operation.startsWith('restock:') ? restockRecordId(operation, productId) : operation;
  return { id, productId, quantity, reason: null, at, booked: true };
}

/** The record's name includes the product, because an order restocks each of its products once. */
export function restockRecordId(operation: string, productId: string): string {
  return `${operation}@${productId}`;
}
