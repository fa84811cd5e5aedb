import type { Category } from '../domain/category.js';
import {
  largestFirst,
  PRICE_RANGE_STARTS,
  priceRanges,
  type CategoryFacet,
  type PriceFacet,
  type ProductFacets,
} from '../domain/facets.js';
import type { ProductQuery } from '../domain/product.js';
import type { Models } from '../models/models.js';
import { keyOf, type ListMemory } from './list-memory.js';
import type { CountProducts } from './product-counts.js';
import { productFilter, searchIndex } from './product-filter.js';
import { LONG_LIST, rarestFirst } from './product-search.js';

/** The maximum number of a search's products that are grouped, because each of them is read. */
const MAX_GROUPED = 10_000;

export interface FacetSources {
  readonly models: Models;
  readonly memory: ListMemory;
  readonly count: CountProducts;
  /** Reads those of the categories that exist. */
  readonly findCategories: (ids: readonly string[]) => Promise<Category[]>;
  readonly listCategories: () => Promise<Category[]>;
}

/**
 * Counts the products of a list by group. In a long list without a search, each group is counted in an index, which
 * reads no product. Other lists are grouped by one command that reads their products.
 */
export function createProductFacets(
  sources: FacetSources,
  query: ProductQuery,
  currency: string,
): ProductFacets {
  const { memory, count } = sources;
  const isLong = async () => query.words === undefined && (await count(query)) > LONG_LIST;
  const key = keyOf(query);
  return {
    categories: () =>
      memory.categories.read(key, async () =>
        largestFirst(await ((await isLong()) ? countCategories : groupCategories)(sources, query)),
      ),
    prices: () =>
      memory.prices.read(key, async () =>
        ((await isLong()) ? countPrices : groupPrices)(sources, query, currency),
      ),
  };
}

async function countCategories(sources: FacetSources, query: ProductQuery): Promise<CategoryFacet[]> {
  const { findCategories, listCategories } = sources;
  const { categoryId } = query;
  const categories = await (categoryId === undefined ? listCategories() : findCategories([categoryId]));
  const counted = categories.map(async (category) => ({
    category,
    count: await countAll(sources, { ...query, categoryId: category.id }),
  }));
  return (await Promise.all(counted)).filter(({ count }) => count > 0);
}

async function countPrices(
  sources: FacetSources,
  query: ProductQuery,
  currency: string,
): Promise<PriceFacet[]> {
  const counted = priceRanges(query, currency).map(async ({ min, max }) => ({
    min,
    max,
    count: await countAll(sources, { ...query, minPrice: min, maxPrice: max ?? undefined }),
  }));
  return (await Promise.all(counted)).filter(({ count }) => count > 0);
}

function countAll({ models: { products } }: FacetSources, query: ProductQuery): Promise<number> {
  return products.countDocuments(productFilter(query)).exec();
}

async function groupCategories(sources: FacetSources, query: ProductQuery): Promise<CategoryFacet[]> {
  const counts = await groupBy<string | null>(sources, query, '$categoryId');
  const categories = await sources.findCategories([...counts.keys()].filter((id) => id !== null));
  return categories.map((category) => ({ category, count: counts.get(category.id) ?? 0 }));
}

async function groupPrices(
  sources: FacetSources,
  query: ProductQuery,
  currency: string,
): Promise<PriceFacet[]> {
  const startsBelow = { input: [...PRICE_RANGE_STARTS], cond: { $lte: ['$$this', '$priceMinor'] } };
  const counts = await groupBy<number>(sources, query, { $max: { $filter: startsBelow } });
  return priceRanges(query, currency).flatMap(({ start, min, max }) => {
    const count = counts.get(start);
    return count === undefined ? [] : [{ min, max, count }];
  });
}

async function groupBy<Key>(
  { models: { products }, count }: FacetSources,
  query: ProductQuery,
  key: object | string,
): Promise<Map<Key, number>> {
  const grouping = products.aggregate<{ _id: Key; count: number }>([
    { $match: productFilter(await rarestFirst(count, query)) },
    { $limit: MAX_GROUPED },
    { $group: { _id: key, count: { $sum: 1 } } },
  ]);
  const index = searchIndex(query);
  const groups = await (index === undefined ? grouping : grouping.hint(index));
  return new Map(groups.map(({ _id, count }) => [_id, count]));
}
