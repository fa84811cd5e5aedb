import { restock } from './ledger-changes.js';
import { hasBooked, operationOf, type Ledger } from './ledger.js';
import { restockRecordId, type Ledgers } from './ledgers.js';
import type { SettlementOutcome, StockLine } from './order-stock.js';
import { changedTooOften, MAX_LOST_RACES } from './races.js';
import type { StockRecordRepository } from './repositories.js';

interface Dependencies {
  readonly ledgers: Ledgers;
  readonly records: StockRecordRepository;
  readonly now: () => Date;
}

/** The operations that determine how an order's units come back. */
export function restockingsOf(order: string): string[] {
  return [operationOf.restock(order), operationOf.release(order)];
}

/**
 * Takes back a cancelled order's units of one product.
 *
 * @param known the ledger as it was just read, with the operations of {@link restockingsOf}
 */
export async function restockUnits(
  { ledgers, records, now }: Dependencies,
  order: string,
  { productId, quantity }: StockLine,
  known: Ledger | undefined,
): Promise<SettlementOutcome> {
  const operation = operationOf.restock(order);
  let ledger = known;
  for (let lost = 0; lost < MAX_LOST_RACES; lost += 1) {
    ledger ??= await ledgers.read(productId, restockingsOf(order));
    if (ledger === undefined) return 'UNKNOWN_PRODUCT';
    if (hasBooked(ledger, operation)) return 'ALREADY_SETTLED';
    // The record is read after the ledger, and the change requires that the ledger has not been pruned since. Otherwise
    // an operation could move from the ledger to the records between the two reads and be missed.
    const record =
      ledger.prunes === 0 ? undefined : await records.find(restockRecordId(operation, productId));
    if (record !== undefined) return 'ALREADY_SETTLED';
    const change = restock(ledger, order, quantity, now());
    if (change === undefined)
      throw new Error(`order ${order} returns more units of ${productId} than were sold`);
    if ((await ledgers.change(productId, change)) !== undefined) return 'SETTLED';
    ledger = undefined;
  }
  throw changedTooOften(productId);
}
