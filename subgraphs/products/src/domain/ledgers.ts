import type { Logger } from '@supergraph/service-kit';
import type { LedgerChange } from './ledger-changes.js';
import { LedgerFull, type BookedOperation, type Ledger, type LedgerTotals } from './ledger.js';
import { isLasting, isTimeToPrune, pruningOf } from './pruning.js';
import type {
  CatalogueRepository,
  LedgerRepository,
  StockRecord,
  StockRecordRepository,
} from './repositories.js';

/** The ledgers, with what follows a change of one. */
export interface Ledgers {
  /** The present ledgers of those products that have one, with the operations that were asked for and are booked. */
  findMany(ids: readonly string[], operations: readonly string[]): Promise<Map<string, Ledger>>;
  /** The same of one product, opened when it has no ledger yet; undefined when there is no product. */
  read(id: string, operations: readonly string[]): Promise<Ledger | undefined>;
  /** The ledger after the change; undefined when its condition did not hold and nothing changed. */
  change(id: string, change: LedgerChange): Promise<LedgerTotals | undefined>;
  /** Takes the operations out of a ledger that it need not remember any more. */
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
    // A process that was killed while it created the product has left it without a ledger.
    const [product] = await catalogue.findProducts([id]);
    if (product === undefined) return undefined;
    await ledgers.open(product);
    return ledgers.find(id);
  }

  /** The change is booked already: the reconciler repeats later what fails here. */
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
    await records.book(lasting.map((operation) => recordOf(id, operation)));
    await ledgers.prune(id, pruning);
  }

  /** A ledger that is full may have operations to prune. */
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
    read,
    async change(id, change) {
      const after = await changeOrMakeRoom(id, change);
      if (after !== undefined) await tidy(after, change);
      return after;
    },
    prune,
  };
}

/** Whether a product could be bought before a change and cannot after it, or the reverse. */
function changesWhetherBuyable(after: LedgerTotals, { then }: LedgerChange): boolean {
  if (then.discontinue === true) return true;
  const before = after.available - (then.available ?? 0);
  return before > 0 !== after.available > 0;
}

function recordOf(productId: string, { operation, quantity, at }: BookedOperation): StockRecord {
  const id = operation.startsWith('restock:') ? restockRecordId(operation, productId) : operation;
  return { id, productId, quantity, reason: null, at, booked: true };
}

/** An order restocks each of its products once, so the product is part of the record's name. */
export function restockRecordId(operation: string, productId: string): string {
  return `${operation}@${productId}`;
}
