import type { Model } from 'mongoose';
import type { ProductQuery } from '../domain/product.js';
import type { StoredProduct } from '../models/product.js';
import { wordCondition } from './product-filter.js';

/**
 * A word of more products than this is common: reading and sorting all its products costs more than walking the list in
 * its order until a page is full.
 */
const COMMON_WORD = 2_000;

/** A query whose words stand in the order in which the database looks for them. */
export interface PlannedSearch {
  readonly query: ProductQuery;
  /** Whether so many products match that a page of them fills soon, in whatever order the list is read. */
  readonly common: boolean;
}

/**
 * Puts the rarest word of a search first. The database reads the products of the first word and compares the others, so
 * that "chair cotton" costs as little as "cotton chair". Each word is counted in the index alone, and no further than
 * {@link COMMON_WORD}.
 */
export async function planSearch(
  products: Model<StoredProduct>,
  query: ProductQuery,
): Promise<PlannedSearch> {
  const { words } = query;
  if (words === undefined || words.length === 0) return { query, common: false };
  const counted = await Promise.all(
    words.map(async (word) => ({ word, count: await count(products, word) })),
  );
  counted.sort((a, b) => a.count - b.count);
  return {
    query: { ...query, words: counted.map(({ word }) => word) },
    common: counted.length === 1 && counted.every(({ count }) => count > COMMON_WORD),
  };
}

function count(products: Model<StoredProduct>, word: string): Promise<number> {
  return products
    .countDocuments(wordCondition(word))
    .limit(COMMON_WORD + 1)
    .exec();
}
