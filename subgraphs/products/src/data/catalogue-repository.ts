import {
  isDuplicateKey,
  paginateParts,
  shareEqualReads,
  shareReads,
  type Connection,
  type ListPart,
  type Page,
  type Sort,
} from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { buyable, type LedgerTotals } from '../domain/ledger.js';
import type { Product, ProductQuery, ProductSort } from '../domain/product.js';
import type { ProductEvent } from '../domain/product-events.js';
import type { CatalogueRepository } from '../domain/repositories.js';
import type { Models } from '../models/models.js';
import type { StoredProduct } from '../models/product.js';
import { createCategoryReads } from './category-reads.js';
import { fromProduct, toProduct, written } from './product-documents.js';
import { createListMemory, keyOf } from './list-memory.js';
import { createProductCounts } from './product-counts.js';
import { createProductFacets } from './product-facets.js';
import { productFilter, productSorts, searchIndex, sortIndex } from './product-filter.js';
import { isPopular, rememberPages } from './popular-pages.js';
import { relevanceParts } from './product-relevance.js';
import { planSearch, type PlannedSearch } from './product-search.js';

const NOTHING: Connection<Product> = {
  edges: [],
  nodes: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: () => Promise.resolve(0),
  totalCountExact: () => Promise.resolve(true),
};

/** Without the fields that only queries and the relay use. The sort name is in the cursors of lists. */
const LISTED = ['-words', '-nameWords', '-stockRevision', '-events', '-unpublishedAt'];
const SINGLE = [...LISTED, '-sortName'];

/**
 * The catalogue in MongoDB. Reads by id set the batch size so that one command returns all documents. By default the
 * first batch has 101 documents, and the rest takes another command.
 *
 * @param currency the one currency of all prices
 * @param onEvent called after each write, because the write may have stored an event
 */
export function createCatalogueRepository(
  models: Models,
  currency: string,
  onEvent: () => void = () => undefined,
): CatalogueRepository {
  const { products, categories } = models;
  const memory = createListMemory();
  const sharePage = shareEqualReads<Connection<Product>>();
  const count = createProductCounts(products, memory);
  const onWrite = () => {
    memory.forget();
    onEvent();
  };
  const { findCategories, listCategories } = createCategoryReads(categories);
  const findProducts = shareReads(async (ids) => {
    const found = await products
      .find({ _id: mongoose.trusted({ $in: [...ids] }) })
      .select(SINGLE)
      .batchSize(ids.length + 1)
      .lean<StoredProduct[]>();
    return found.map(toProduct);
  });
  const readPage = async (query: ProductQuery, sort: ProductSort, page: Page) => {
    const search = await planSearch(count, query);
    // A cursor still has to be checked.
    if (search.empty && page.after === undefined && page.before === undefined) return NOTHING;
    const parts =
      sort === 'RELEVANCE'
        ? relevanceParts(products, memory.counts, search)
        : [sortedPart(search, productSorts[sort])];
    const filter = productFilter(search.query);
    return paginateParts({
      model: products,
      filter,
      parts,
      page,
      fields: LISTED,
      toItem: toProduct,
      count: () => count(search.query),
    });
  };
  const rememberPage = rememberPages(memory.pages, findProducts);
  return {
    findProducts,
    async findProductBySku(sku) {
      const found = await products.findOne({ sku }).lean<StoredProduct>();
      return found === null ? undefined : toProduct(found);
    },
    async listProducts(query, sort, page) {
      const getPage = isPopular(query, page) ? rememberPage : sharePage;
      const key = JSON.stringify([keyOf(query), sort, page]);
      const connection = await getPage(key, () => readPage(query, sort, page));
      const sources = { models, memory, count, findCategories, listCategories };
      return { ...connection, facets: createProductFacets(sources, query, currency) };
    },
    findCategories,
    listCategories,
    insertProduct: (product) => insert(models, product).finally(onWrite),
    replaceProduct: (before, after) => replace(models, before, after).finally(onWrite),
    follow: (ledger) => follow(models, ledger).finally(onEvent),
  };
}

/** A whole list in a sort order by stored fields. */
function sortedPart({ query, long }: PlannedSearch, sort: Sort<StoredProduct>): ListPart<StoredProduct> {
  return {
    filter: productFilter(query),
    sort,
    hint: () => (long ? sortIndex(query, sort) : searchIndex(query)),
  };
}

async function insert({ products }: Models, product: Product): Promise<Product | undefined> {
  try {
    const at = product.createdAt;
    const event = { type: 'ProductCreated', at } as const;
    await products.create([{ ...fromProduct(product), events: [event], unpublishedAt: at }]);
    return product;
  } catch (error) {
    if (isDuplicateKey(error)) return undefined;
    throw error;
  }
}

async function replace({ products }: Models, before: Product, after: Product): Promise<boolean> {
  const { modifiedCount } = await products.updateOne(
    { _id: before.id, version: before.version },
    { $set: written(after), ...nextVersion('ProductChanged', after.updatedAt) },
  );
  return modifiedCount === 1;
}

/**
 * Copies a ledger's state. Updates arrive in any order: an older revision does not change `inStock`. Discontinuing is
 * final, so its revision does not matter.
 */
async function follow({ products }: Models, ledger: LedgerTotals): Promise<void> {
  const { id, revision } = ledger;
  await products.updateOne(
    { _id: id, stockRevision: mongoose.trusted({ $lt: revision }) },
    { $set: { inStock: buyable(ledger) > 0, stockRevision: revision } },
  );
  if (!ledger.discontinued) return;
  const at = new Date();
  await products.updateOne(
    { _id: id, discontinued: false },
    { $set: { discontinued: true, updatedAt: at }, ...nextVersion('ProductDiscontinued', at) },
  );
}

/** Each new version of a product adds one event. */
function nextVersion(type: ProductEvent['type'], at: Date) {
  return { $inc: { version: 1 }, $push: { events: { type, at } }, $min: { unpublishedAt: at } };
}
