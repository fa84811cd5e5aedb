import type { Logger } from '@supergraph/service-kit';
import { finalise, release, reserve, restock, settleNothing, settlementsOf } from './ledger-changes.js';
import type { Ledgers } from './ledgers.js';
import { restockRecordId } from './ledgers.js';
import { hasBooked, holdOf, operationOf, type Hold, type Ledger } from './ledger.js';
import type { Product } from './product.js';
import { explainRefusal, reservationOf, unknownProduct, type Reservation } from './reservation.js';
import type { CatalogueStore, StockRecordStore } from './stores.js';

export interface StockLine {
  readonly productId: string;
  readonly quantity: number;
}

export type SettlementOutcome = 'SETTLED' | 'ALREADY_SETTLED' | 'UNKNOWN_PRODUCT';

/** What became of one product's units. */
export interface Settlement {
  readonly productId: string;
  readonly outcome: SettlementOutcome;
}

/**
 * The stock of orders. Every operation may be repeated, sent twice at once or arrive late: it is booked once. The
 * lines of one call are independent of each other; whoever drives the order looks at what became of each.
 */
export interface OrderStock {
  reserve(order: string, deadline: Date, lines: readonly StockLine[]): Promise<Reservation[]>;
  finalise(order: string, productIds: readonly string[]): Promise<Settlement[]>;
  release(order: string, productIds: readonly string[]): Promise<Settlement[]>;
  restock(order: string, lines: readonly StockLine[]): Promise<Settlement[]>;
}

export interface OrderStockDependencies {
  readonly ledgers: Ledgers;
  readonly catalogue: CatalogueStore;
  readonly records: StockRecordStore;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** A line that loses so many races in a row does not have bad luck. */
const ATTEMPTS = 20;

export function createOrderStock(dependencies: OrderStockDependencies): OrderStock {
  const { ledgers, catalogue } = dependencies;
  const settle = async (name: 'finalise' | 'release', order: string, productIds: readonly string[]) => {
    const found = await ledgers.findMany(productIds);
    return Promise.all(productIds.map((id) => settleLine(dependencies, name, order, id, found.get(id))));
  };
  return {
    async reserve(order, deadline, lines) {
      const products = await catalogue.findProducts(lines.map(({ productId }) => productId));
      const byId = new Map(products.map((product) => [product.id, product]));
      return Promise.all(
        lines.map(async ({ productId, quantity }) => {
          const product = byId.get(productId);
          if (product === undefined) return unknownProduct(productId);
          return reserveLine(dependencies, product, { order, quantity, deadline });
        }),
      );
    },
    finalise: (order, productIds) => settle('finalise', order, productIds),
    release: (order, productIds) => settle('release', order, productIds),
    async restock(order, lines) {
      const found = await ledgers.findMany(lines.map(({ productId }) => productId));
      return Promise.all(
        lines.map((line) => restockLine(dependencies, order, line, found.get(line.productId))),
      );
    },
  };
}

/** Tries, and reads only to say why it was refused; but what seems sold out is read first, for a read costs less. */
async function reserveLine(
  { ledgers, now }: OrderStockDependencies,
  product: Product,
  { order, quantity, deadline }: { order: string; quantity: number; deadline: Date },
): Promise<Reservation> {
  let mayTry = product.inStock;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const hold: Hold = { order, quantity, ...snapshotOf(product), at: now() };
    const expired = hold.at >= deadline;
    if (mayTry && !expired && (await ledgers.change(product.id, reserve(hold, deadline))) !== undefined)
      return reservationOf(product.id, 'HELD', hold);
    const ledger = await ledgers.read(product.id);
    if (ledger === undefined) return unknownProduct(product.id);
    if (expired) return reservationOf(product.id, 'EXPIRED', hold, ledger.available);
    const refusal = explainRefusal(ledger, hold, deadline);
    if (refusal !== undefined) return refusal;
    mayTry = true;
  }
  throw unsettled(product.id);
}

function snapshotOf({ sku, name, price }: Product): Pick<Hold, 'sku' | 'name' | 'unitPrice'> {
  return { sku, name, unitPrice: price };
}

async function settleLine(
  { ledgers, logger, now }: OrderStockDependencies,
  name: 'finalise' | 'release',
  order: string,
  productId: string,
  known: Ledger | undefined,
): Promise<Settlement> {
  let ledger = known;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    ledger ??= await ledgers.read(productId);
    if (ledger === undefined) return { productId, outcome: 'UNKNOWN_PRODUCT' };
    if (hasBooked(ledger, ...settlementsOf(order))) return { productId, outcome: 'ALREADY_SETTLED' };
    const hold = holdOf(ledger, order);
    if (name === 'finalise' && hold === undefined)
      logger.warn({ order, productId }, 'an order finalises what it does not hold');
    const change = hold === undefined ? settleNothing(name, order, now()) : settlements[name](hold, now());
    if ((await ledgers.change(productId, change)) !== undefined) return { productId, outcome: 'SETTLED' };
    ledger = undefined;
  }
  throw unsettled(productId);
}

const settlements = { finalise, release };

async function restockLine(
  { ledgers, records, now }: OrderStockDependencies,
  order: string,
  { productId, quantity }: StockLine,
  known: Ledger | undefined,
): Promise<Settlement> {
  const operation = operationOf.restock(order);
  let ledger = known;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    ledger ??= await ledgers.read(productId);
    if (ledger === undefined) return { productId, outcome: 'UNKNOWN_PRODUCT' };
    if (hasBooked(ledger, operation)) return { productId, outcome: 'ALREADY_SETTLED' };
    // Read after the ledger, whose count of prunes the change insists on: nothing can slip from one to the other unseen.
    const record =
      ledger.prunes === 0 ? undefined : await records.find(restockRecordId(operation, productId));
    if (record !== undefined) return { productId, outcome: 'ALREADY_SETTLED' };
    const change = restock(ledger, order, quantity, now());
    if (change === undefined)
      throw new Error(`order ${order} returns more units of ${productId} than were sold`);
    if ((await ledgers.change(productId, change)) !== undefined) return { productId, outcome: 'SETTLED' };
    ledger = undefined;
  }
  throw unsettled(productId);
}

function unsettled(productId: string): Error {
  return new Error(`the ledger of ${productId} changed too often to be changed`);
}
