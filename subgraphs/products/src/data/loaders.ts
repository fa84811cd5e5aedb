import DataLoader from 'dataloader';
import type { Category } from '../domain/category.js';
import { openLedger } from '../domain/ledger.js';
import type { Product } from '../domain/product.js';
import type { CatalogueRepository, LedgerRepository, Stock } from '../domain/repositories.js';

/** The reads by id of one request. Each kind takes one query, however many resolvers need it. */
export interface Loaders {
  product(id: string): Promise<Product | undefined>;
  category(id: string): Promise<Category | undefined>;
  ledger(product: Product): Promise<Stock>;
  /** Clears a product that a mutation changes, so that later fields of the same request read it again. */
  forget(id: string): void;
}

export function createLoaders(catalogue: CatalogueRepository, ledgers: LedgerRepository): Loaders {
  const products = loaderOf(async (ids) => byId(await catalogue.findProducts(ids)));
  const categories = loaderOf(async (ids) => byId(await catalogue.findCategories(ids)));
  const stock = loaderOf((ids) => ledgers.findStock(ids));
  return {
    product: (id) => products.load(id),
    category: (id) => categories.load(id),
    // A product whose creation was interrupted has no ledger yet. Its ledger will open with these values.
    ledger: async ({ id, openingStock, discontinued }) =>
      (await stock.load(id)) ?? openLedger(id, openingStock, discontinued),
    forget(id) {
      products.clear(id);
      stock.clear(id);
    },
  };
}

function loaderOf<Item>(find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Item>>) {
  return new DataLoader<string, Item | undefined>(async (ids) => {
    const found = await find(ids);
    return ids.map((id) => found.get(id));
  });
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
