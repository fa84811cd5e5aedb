import { done, failed, isPlainText, type Outcome } from '@supergraph/service-kit';
import {
  idempotencyConflict,
  insufficientStock,
  invalidInput,
  ONE_LINE,
  productNotFound,
  type IdempotencyConflict,
  type InsufficientStock,
  type InvalidInput,
  type ProductNotFound,
} from './failures.js';
import { adjust, MAX_UNITS } from './ledger-changes.js';
import type { Ledgers } from './ledgers.js';
import { hasBooked, operationOf, type Ledger } from './ledger.js';
import type { Product } from './product.js';
import { changedTooOften, MAX_LOST_RACES } from './races.js';
import type { CatalogueRepository, StockRecord, StockRecordRepository } from './repositories.js';

/** Units that staff book in or out. */
export interface Adjustment {
  readonly productId: string;
  readonly delta: number;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export type AdjustmentFailure = InvalidInput | ProductNotFound | InsufficientStock | IdempotencyConflict;

export interface AdjustmentDependencies {
  readonly ledgers: Ledgers;
  readonly catalogue: CatalogueRepository;
  readonly records: StockRecordRepository;
  readonly now: () => Date;
}

const MAX_DELTA = 1_000_000;
const MAX_REASON_LENGTH = 200;
const MAX_KEY_LENGTH = 100;

/**
 * Books units in or out, once per key. The key's record is written before the ledger changes, and contains the whole
 * input. Until the record is marked as booked, only the ledger shows whether the change is booked.
 */
export async function adjustStock(
  dependencies: AdjustmentDependencies,
  input: Adjustment,
): Promise<Outcome<{ product: Product }, AdjustmentFailure>> {
  const [invalid, ...more] = faultsOf(input);
  if (invalid !== undefined) return failed(invalid, ...more);
  const [product] = await dependencies.catalogue.findProducts([input.productId]);
  if (product === undefined) return failed(productNotFound(input.productId, 'productId'));
  return book(dependencies, input, product);
}

async function book(
  { ledgers, records, now }: AdjustmentDependencies,
  input: Adjustment,
  product: Product,
): Promise<Outcome<{ product: Product }, AdjustmentFailure>> {
  const operation = operationOf.adjust(input.idempotencyKey);
  for (let lost = 0; lost < MAX_LOST_RACES; lost += 1) {
    const ledger = await ledgers.read(product.id, [operation]);
    if (ledger === undefined) return failed(productNotFound(product.id, 'productId'));
    // The record is read after the ledger, and the change requires that the ledger has not been pruned since. Otherwise
    // an operation could move from the ledger to the records between the two reads and be missed.
    const known = await records.find(operation);
    if (known !== undefined && !isSame(known, input)) return failed(idempotencyConflict());
    if (known?.booked === true) return done({ product });
    if (!hasBooked(ledger, operation)) {
      const refusal = refuse(ledger, input, product);
      if (refusal !== undefined) return failed(refusal);
      const record = known ?? (await records.claim(recordOf(operation, input, now())));
      if (!isSame(record, input)) return failed(idempotencyConflict());
      if (record.booked) return done({ product });
      const change = adjust(ledger, { operation, delta: input.delta, at: now() });
      if ((await ledgers.change(product.id, change)) === undefined) continue;
    }
    await records.book([{ ...recordOf(operation, input, now()), booked: true }]);
    return done({ product });
  }
  throw changedTooOften(product.id);
}

function refuse(
  { available, received }: Ledger,
  { delta }: Adjustment,
  product: Product,
): AdjustmentFailure | undefined {
  if (available + delta < 0) return insufficientStock(product, -delta, available);
  if (received + delta > MAX_UNITS) return invalidInput(`A product has at most ${MAX_UNITS} units.`, 'delta');
  return undefined;
}

function faultsOf({ delta, reason, idempotencyKey }: Adjustment): InvalidInput[] {
  const faults: InvalidInput[] = [];
  if (delta === 0 || Math.abs(delta) > MAX_DELTA)
    faults.push(invalidInput('The change is from 1 to 1,000,000 units, in or out.', 'delta'));
  if (!isPlainText(reason, { max: MAX_REASON_LENGTH }))
    faults.push(invalidInput(`The reason has 1 to ${MAX_REASON_LENGTH} characters${ONE_LINE}.`, 'reason'));
  if (!isPlainText(idempotencyKey, { max: MAX_KEY_LENGTH }))
    faults.push(invalidInput(`The key has 1 to ${MAX_KEY_LENGTH} characters${ONE_LINE}.`, 'idempotencyKey'));
  return faults;
}

function isSame(record: StockRecord, { productId, delta, reason }: Adjustment): boolean {
  return record.productId === productId && record.quantity === delta && record.reason === reason;
}

function recordOf(id: string, { productId, delta, reason }: Adjustment, at: Date): StockRecord {
  return { id, productId, quantity: delta, reason, at, booked: false };
}
