import type { Page } from '@supergraph/service-kit';
import type { Category } from './category.js';
import type { ProductList } from './facets.js';
import type { LedgerChange } from './ledger-changes.js';
import type { Ledger, LedgerTotals } from './ledger.js';
import type { Product, ProductQuery, ProductSort } from './product.js';
import type { Pruning } from './pruning.js';

export interface CatalogueRepository {
  findProducts(ids: readonly string[]): Promise<Product[]>;
  findProductBySku(sku: string): Promise<Product | undefined>;
  listProducts(query: ProductQuery, sort: ProductSort, page: Page): Promise<ProductList>;
  findCategories(ids: readonly string[]): Promise<Category[]>;
  listCategories(): Promise<Category[]>;
  /** Undefined if another product has the stock keeping unit. */
  insertProduct(product: Product): Promise<Product | undefined>;
  /** Writes `after` if the product still has the version of `before`. False if another process changed it first. */
  replaceProduct(before: Product, after: Product): Promise<boolean>;
  /**
   * Copies the ledger's state to the catalogue, unless the catalogue has a newer one. Discontinuing is always copied.
   */
  follow(ledger: LedgerTotals): Promise<void>;
}

/** A ledger without its booked operations. */
export type Stock = Omit<Ledger, 'closed'>;

export interface LedgerRepository {
  find(id: string): Promise<Ledger | undefined>;
  /** The ledgers with only those of the given operations in `closed`, because the whole list can be long. */
  findMany(ids: readonly string[], operations: readonly string[]): Promise<Map<string, Ledger>>;
  /** The ledgers without `closed`. */
  findStock(ids: readonly string[]): Promise<Map<string, Stock>>;
  /** Creates a product's ledger if it has none. */
  open(product: Pick<Product, 'id' | 'openingStock' | 'discontinued'>): Promise<void>;
  /** The ledger after the change. Undefined if the condition did not hold and nothing changed. */
  change(id: string, change: LedgerChange): Promise<LedgerTotals | undefined>;
  /** Removes the operations and moves the watermark, unless another process has pruned the ledger since. */
  prune(id: string, pruning: Pruning): Promise<void>;
}

/** An adjustment or a restock, stored permanently. */
export interface StockRecord {
  /**
   * The operation's name. For an adjustment it is `adjust:KEY`, so a key identifies one adjustment across all products.
   */
  readonly id: string;
  readonly productId: string;
  readonly quantity: number;
  readonly reason: string | null;
  readonly at: Date;
  /** Whether the operation is known to be booked. Until then, only the ledger's `closed` shows it. */
  readonly booked: boolean;
}

/** The adjustments and restocks, with their reasons. */
export interface StockRecordRepository {
  find(id: string): Promise<StockRecord | undefined>;
  /** Writes the record if its id is new. Returns the stored record. */
  claim(record: StockRecord): Promise<StockRecord>;
  /** Marks the records as booked, and creates those that do not exist. */
  book(records: readonly StockRecord[]): Promise<void>;
}

/** Everything that the service stores. */
export interface Repositories {
  readonly catalogue: CatalogueRepository;
  readonly ledgers: LedgerRepository;
  readonly records: StockRecordRepository;
}
