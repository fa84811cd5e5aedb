import type { Model, QueryFilter } from 'mongoose';
import type { ProductQuery } from '../domain/product.js';
import type { StoredProduct } from '../models/product.js';
import { beginsWith } from './product-filter.js';

/**
 * A word is common if more products than this have it. Reading and sorting all products with a common word costs more
 * than reading the list in its order until a page is full.
 */
const COMMON_WORD = 2_000;

/** A query whose words are in the order in which the database looks them up. */
export interface PlannedSearch {
  readonly query: ProductQuery;
  /** Whether the search is a single common word. A page then fills soon in any sort order. */
  readonly common: boolean;
}

/**
 * Puts the rarest word of a search first. The database reads the products with the first word and filters them by the
 * others, so "chair cotton" costs as little as "cotton chair". Counting a word reads only the index, and stops just
 * above {@link COMMON_WORD}.
 */
export async function planSearch(
  products: Model<StoredProduct>,
  query: ProductQuery,
): Promise<PlannedSearch> {
  const { words } = query;
  if (words === undefined || words.length === 0) return { query, common: false };
  const counted = await Promise.all(
    words.map(async (word) => ({ word, count: await count(products, beginsWith('words', word)) })),
  );
  counted.sort((a, b) => a.count - b.count);
  return {
    query: { ...query, words: counted.map(({ word }) => word) },
    common: counted.length === 1 && counted.every(({ count }) => count > COMMON_WORD),
  };
}

/** Whether more products than {@link COMMON_WORD} meet a condition that an index covers. */
export async function isCommon(
  products: Model<StoredProduct>,
  condition: QueryFilter<StoredProduct>,
): Promise<boolean> {
  return (await count(products, condition)) > COMMON_WORD;
}

function count(products: Model<StoredProduct>, condition: QueryFilter<StoredProduct>): Promise<number> {
  return products
    .countDocuments(condition)
    .limit(COMMON_WORD + 1)
    .exec();
}
