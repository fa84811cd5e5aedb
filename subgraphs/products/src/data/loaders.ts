import DataLoader from 'dataloader';
import type { Category } from '../domain/category.js';
import { openLedger } from '../domain/ledger.js';
import type { Product } from '../domain/product.js';
import type { CatalogueRepository, LedgerRepository, Stock } from '../domain/repositories.js';

/** The reads by id of one request. Each kind takes one query, however many resolvers need it. */
export interface Loaders {
  product(id: string): Promise<Product | undefined>;
  category(id: string): Promise<Category | undefined>;
  /** The stock of a product. No promise if {@link readStock} has read it. */
  ledger(product: Product): Stock | Promise<Stock>;
  /** Reads the stock of products, so that `ledger` knows it. A failure is left to `ledger`, which reads again. */
  readStock(products: readonly Product[]): Promise<void>;
  /** Clears a product that a mutation changes, so that later fields of the same request read it again. */
  forget(id: string): void;
}

export function createLoaders(catalogue: CatalogueRepository, ledgers: LedgerRepository): Loaders {
  const products = loaderOf(async (ids) => byId(await catalogue.findProducts(ids)));
  const categories = loaderOf(async (ids) => byId(await catalogue.findCategories(ids)));
  const stock = loaderOf((ids) => ledgers.findStock(ids));
  const read = new Map<string, Stock>();
  const pages = new DataLoader<readonly Product[], null>(
    async (lists) => {
      const listed = byId(lists.flat());
      const found = await ledgers.findStock([...listed.keys()]);
      for (const product of listed.values()) read.set(product.id, found.get(product.id) ?? unopened(product));
      return lists.map(() => null);
    },
    { cache: false },
  );
  return {
    product: (id) => products.load(id),
    category: (id) => categories.load(id),
    ledger: (product) =>
      read.get(product.id) ?? stock.load(product.id).then((found) => found ?? unopened(product)),
    readStock: (listed) =>
      pages.load(listed).then(
        () => undefined,
        () => undefined,
      ),
    forget(id) {
      products.clear(id);
      stock.clear(id);
      read.delete(id);
    },
  };
}

/** A product whose creation was interrupted has no ledger yet. Its ledger will open with these values. */
function unopened({ id, openingStock, discontinued }: Product): Stock {
  return openLedger(id, openingStock, discontinued);
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
