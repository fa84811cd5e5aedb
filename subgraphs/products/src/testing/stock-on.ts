import type { CatalogueRepository, LedgerRepository, StockRecordRepository } from '../domain/repositories.js';
import { createLogger } from '@supergraph/service-kit';
import { createLedgers } from '../domain/ledgers.js';
import { createOrderStock, type OrderStock, type StockLine } from '../domain/order-stock.js';
import { NOTHING_SOLD, type Product } from '../domain/product.js';
import { createMemoryLedgers, createMemoryRecords } from './memory-repositories.js';

export const logger = createLogger({ service: 'products', level: 'silent' });

/** A product with default values. */
export function aProduct(product: Partial<Product> = {}): Product {
  return {
    id: 'tea',
    sku: 'TEA-1',
    name: 'Tea',
    description: null,
    price: { minor: 1_800, currency: 'USD' },
    categoryId: null,
    images: [],
    lowStockThreshold: 10,
    openingStock: 10,
    discontinued: false,
    inStock: true,
    unitsSold: NOTHING_SOLD,
    version: 0,
    createdAt: new Date('2026-01-01'),
    updatedAt: new Date('2026-01-01'),
    ...product,
  };
}

/** The stock of one product in memory, with a clock that the test sets. */
export function stockInMemory(product: Product = aProduct()) {
  const ledgers = createMemoryLedgers();
  return { ...stockOn(ledgers, createMemoryRecords(), product), store: ledgers };
}

/** The stock of one product in the given repositories. */
export function stockOn(store: LedgerRepository, records: StockRecordRepository, product: Product) {
  const clock = { now: new Date('2026-02-01T12:00:00Z') };
  const now = () => clock.now;
  const followed: string[] = [];
  const catalogue = catalogueOf(product, followed);
  const ledgers = createLedgers({ ledgers: store, catalogue, records, logger, now });
  const together = createOrderStock({ ledgers, catalogue, records, logger, now });
  return { clock, followed, catalogue, ledgers, records, together, stock: oneByOne(together), product, now };
}

/** The stock with calls for one order at a time. */
function oneByOne(stock: OrderStock) {
  return {
    reserve: async (order: string, deadline: Date, lines: readonly StockLine[]) =>
      (await stock.reserve([{ order, deadline, lines }])).flat(),
    finalise: async (order: string, productIds: readonly string[]) =>
      (await stock.finalise([{ order, productIds }])).flat(),
    release: async (order: string, productIds: readonly string[]) =>
      (await stock.release([{ order, productIds }])).flat(),
    restock: (order: string, lines: readonly StockLine[]) => stock.restock(order, lines),
  };
}

/** A catalogue of one product, with only the methods that the stock uses. */
function catalogueOf(product: Product, followed: string[]): CatalogueRepository {
  const notHere = () => Promise.reject(new Error('stock does not ask this'));
  return {
    findProducts: (ids) => Promise.resolve(ids.includes(product.id) ? [product] : []),
    follow(ledger) {
      followed.push(`${ledger.revision}: ${ledger.available}${ledger.discontinued ? ' discontinued' : ''}`);
      return Promise.resolve();
    },
    findProductBySku: notHere,
    listProducts: notHere,
    findCategories: notHere,
    listCategories: notHere,
    insertProduct: notHere,
    replaceProduct: notHere,
  };
}
