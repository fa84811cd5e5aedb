import type { CatalogueStore, LedgerStore, StockRecordStore } from '../domain/stores.js';
import { createLogger } from '@supergraph/service-kit';
import { createLedgers } from '../domain/ledgers.js';
import { createOrderStock } from '../domain/order-stock.js';
import type { Product } from '../domain/product.js';
import { createMemoryLedgers, createMemoryRecords } from './memory-stores.js';

export const logger = createLogger({ service: 'products', level: 'silent' });

/** A product like any other. */
export function aProduct(product: Partial<Product> = {}): Product {
  return {
    id: 'tea',
    sku: 'TEA-1',
    name: 'Tea',
    description: null,
    price: { minor: 1_800, currency: 'USD' },
    categoryId: null,
    lowStockThreshold: 10,
    openingStock: 10,
    discontinued: false,
    inStock: true,
    version: 0,
    createdAt: new Date('2026-01-01'),
    updatedAt: new Date('2026-01-01'),
    ...product,
  };
}

/** The stock of one product on stores in memory, with a clock that a test sets. */
export function stockInMemory(product: Product = aProduct()) {
  const ledgers = createMemoryLedgers();
  return { ...stockOn(ledgers, createMemoryRecords(), product), store: ledgers };
}

/** The stock of one product on given stores. */
export function stockOn(store: LedgerStore, records: StockRecordStore, product: Product) {
  const clock = { now: new Date('2026-02-01T12:00:00Z') };
  const now = () => clock.now;
  const followed: string[] = [];
  const catalogue = catalogueOf(product, followed);
  const ledgers = createLedgers({ ledgers: store, catalogue, records, logger, now });
  const stock = createOrderStock({ ledgers, catalogue, records, logger, now });
  return { clock, followed, catalogue, ledgers, records, stock, product, now };
}

/** A catalogue of one product: all that stock asks of one. */
function catalogueOf(product: Product, followed: string[]): CatalogueStore {
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
