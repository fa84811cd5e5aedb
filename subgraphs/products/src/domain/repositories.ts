import type { Page } from '@supergraph/service-kit';
import type { Category } from './category.js';
import type { ProductList } from './facets.js';
import type { LedgerChange } from './ledger-changes.js';
import type { Ledger, LedgerTotals } from './ledger.js';
import type { Product, ProductQuery, ProductSort } from './product.js';
import type { Pruning } from './pruning.js';

/** The products and categories. */
export interface CatalogueRepository {
  findProducts(ids: readonly string[]): Promise<Product[]>;
  findProductBySku(sku: string): Promise<Product | undefined>;
  listProducts(query: ProductQuery, sort: ProductSort, page: Page): Promise<ProductList>;
  findCategories(ids: readonly string[]): Promise<Category[]>;
  listCategories(): Promise<Category[]>;
  /** Undefined when another product has the stock keeping unit. */
  insertProduct(product: Product): Promise<Product | undefined>;
  /** Writes `after` where the product is still as it was `before`; false when another process was faster. */
  replaceProduct(before: Product, after: Product): Promise<boolean>;
  /** Makes the catalogue say what the ledger says, unless it has a later revision already. */
  follow(ledger: LedgerTotals): Promise<void>;
}

/** As much of a ledger as tells where the units are. */
export type Stock = Omit<Ledger, 'closed'>;

/** The stock ledgers. */
export interface LedgerRepository {
  find(id: string): Promise<Ledger | undefined>;
  /** Ledgers in which `closed` holds only those of these operations that it has: the whole of it can be long. */
  findMany(ids: readonly string[], operations: readonly string[]): Promise<Map<string, Ledger>>;
  /** Where the units of products are, without what was closed. */
  findStock(ids: readonly string[]): Promise<Map<string, Stock>>;
  /** Gives a product its ledger, unless it has one. */
  open(product: Pick<Product, 'id' | 'openingStock' | 'discontinued'>): Promise<void>;
  /** The ledger after the change; undefined when its condition did not hold and nothing changed. */
  change(id: string, change: LedgerChange): Promise<LedgerTotals | undefined>;
  /** Takes operations out and moves the watermark, unless another process pruned meanwhile. */
  prune(id: string, pruning: Pruning): Promise<void>;
}

/** An adjustment or a restock, remembered for good. */
export interface StockRecord {
  /** The operation's name: of adjustments `adjust:KEY`, so that a key names one change of the whole stock. */
  readonly id: string;
  readonly productId: string;
  readonly quantity: number;
  readonly reason: string | null;
  readonly at: Date;
  /** Whether a ledger is known to have booked it; until then the ledger's `closed` says. */
  readonly booked: boolean;
}

/** The adjustments and restocks, with their reasons. */
export interface StockRecordRepository {
  find(id: string): Promise<StockRecord | undefined>;
  /** Writes the record unless one has its id; answers the one that is there. */
  claim(record: StockRecord): Promise<StockRecord>;
  /** Remembers that these are booked, whether or not they were claimed. */
  book(records: readonly StockRecord[]): Promise<void>;
}

/** Everything that the service stores. */
export interface Repositories {
  readonly catalogue: CatalogueRepository;
  readonly ledgers: LedgerRepository;
  readonly records: StockRecordRepository;
}
