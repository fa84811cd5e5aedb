import type { ProductQuery } from '../domain/product.js';
import type { CountProducts } from './product-counts.js';

/**
 * A list is long if it has more products than this. Reading and sorting all products of a long list costs more than
 * reading the catalogue in the list's order until a page is full.
 */
export const LONG_LIST = 2_000;

/**
 * The same for a search of several words. Words of names are close together in a list that is sorted by name, so half
 * of the catalogue may come before the first product that is found.
 */
const LONG_SEARCH = 5_000;

/** A query whose words are in the order in which the database looks them up. */
export interface PlannedSearch {
  readonly query: ProductQuery;
  /** Whether to read the catalogue in the list's order, because its conditions leave many products. */
  readonly long: boolean;
  /** Whether no product meets the conditions, as far as they were counted. */
  readonly empty: boolean;
}

/** Decides how to read a list. */
export async function planSearch(count: CountProducts, query: ProductQuery): Promise<PlannedSearch> {
  const { words } = query;
  if (words === undefined)
    return { query, long: needsCount(query) && (await count(query)) > LONG_LIST, empty: false };
  const ordered = await rarestFirst(count, query);
  const [rarest] = ordered.words ?? [];
  const most = rarest === undefined ? 0 : await count({ words: [rarest] });
  const longest = words.length > 1 ? LONG_SEARCH : LONG_LIST;
  const found = most > LONG_LIST && needsCount(query) ? await count(ordered) : most;
  return { query: ordered, long: found > longest, empty: found === 0 };
}

/**
 * Puts the rarest word of a search first. The database reads the products with the first word and filters them by the
 * others, so "chair cotton" costs as little as "cotton chair". Counting a word reads only the index.
 */
export async function rarestFirst(count: CountProducts, query: ProductQuery): Promise<ProductQuery> {
  const { words = [] } = query;
  if (words.length < 2) return query;
  const counted = await Promise.all(
    words.map(async (word) => ({ word, count: await count({ words: [word] }) })),
  );
  counted.sort((a, b) => a.count - b.count);
  return { ...query, words: counted.map(({ word }) => word) };
}

/** Whether a list may be short although each of its conditions alone, or its category, leaves many products. */
function needsCount({ words = [], categoryId, minPrice, maxPrice, inStock }: ProductQuery): boolean {
  if (minPrice !== undefined || maxPrice !== undefined || words.length > 1) return true;
  return words.length === 0 && categoryId !== undefined && inStock !== undefined;
}
