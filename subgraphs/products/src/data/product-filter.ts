import mongoose, { type QueryFilter } from 'mongoose';
import type { IndexKeys, Sort } from '@supergraph/service-kit';
import type { ProductQuery, ProductSort } from '../domain/product.js';
import { afterPrefix } from '../domain/words.js';
import type { StoredProduct } from '../models/product.js';

const byId = { field: '_id', direction: 1, type: 'string' } as const;

/** A sort order by stored fields, the same in each search. */
export type StoredSort = Exclude<ProductSort, 'RELEVANCE'>;

/** The sort orders of a product list. The model has indexes for each of them. */
export const productSorts: Readonly<Record<StoredSort, Sort<StoredProduct>>> = {
  NAME_ASC: { name: 'NAME_ASC', keys: [{ field: 'sortName', direction: 1, type: 'string' }, byId] },
  NAME_DESC: { name: 'NAME_DESC', keys: [{ field: 'sortName', direction: -1, type: 'string' }, byId] },
  PRICE_ASC: { name: 'PRICE_ASC', keys: [{ field: 'priceMinor', direction: 1, type: 'number' }, byId] },
  PRICE_DESC: { name: 'PRICE_DESC', keys: [{ field: 'priceMinor', direction: -1, type: 'number' }, byId] },
  NEWEST: { name: 'NEWEST', keys: [{ field: 'createdAt', direction: -1, type: 'date' }, byId] },
  BEST_SELLING: {
    name: 'BEST_SELLING',
    keys: [
      { field: 'soldLast30Days', direction: -1, type: 'number' },
      { field: 'soldEver', direction: -1, type: 'number' },
      byId,
    ],
  },
};

/** The index for a query in a list's sort order. */
export function sortIndex({ categoryId, inStock }: ProductQuery, { keys }: Sort<StoredProduct>): IndexKeys {
  const equal = categoryId !== undefined ? ['categoryId'] : inStock !== undefined ? ['inStock'] : [];
  return Object.fromEntries([
    ...equal.map((field) => [field, 1] as const),
    ...keys.map(({ field, direction }) => [field, direction] as const),
  ]);
}

/**
 * The index for a search whose products are all read. Undefined in a category, which leaves few products: without a
 * hint, a database may prefer the index on `inStock`, which leaves nearly all of them.
 */
export function searchIndex({ words, categoryId }: ProductQuery): IndexKeys | undefined {
  return words === undefined || words.length === 0 || categoryId !== undefined ? undefined : { words: 1 };
}

export function productFilter(query: ProductQuery): QueryFilter<StoredProduct> {
  const { categoryId, words, inStock } = query;
  return {
    ...(categoryId === undefined ? {} : { categoryId }),
    ...(inStock === undefined ? {} : { inStock }),
    ...priceRange(query),
    ...(words === undefined ? {} : wordConditions(words)),
  };
}

function priceRange({ minPrice, maxPrice }: ProductQuery): object {
  if (minPrice === undefined && maxPrice === undefined) return {};
  return {
    priceMinor: mongoose.trusted({
      ...(minPrice === undefined ? {} : { $gte: minPrice.minor }),
      ...(maxPrice === undefined ? {} : { $lte: maxPrice.minor }),
    }),
  };
}

/** The condition for a search: a product must have all of the words. A search without words matches no product. */
function wordConditions(words: readonly string[]): QueryFilter<StoredProduct> {
  if (words.length === 0) return { _id: mongoose.trusted({ $in: [] }) };
  return { $and: words.map((word) => beginsWith('words', word)) };
}

/** The stored words of a product: all of them, or those of its name. */
export type WordsField = 'words' | 'nameWords';

/** Matches products with a word that begins with `beginning`: a range of the index on words, and nothing else. */
export function beginsWith(field: WordsField, beginning: string): QueryFilter<StoredProduct> {
  // A word consists of letters and digits, so it needs no escaping.
  return { [field]: new RegExp(`^${beginning}`) };
}

/**
 * Like {@link beginsWith}, but only for words that are longer than the beginning. `$elemMatch` requires one word to
 * satisfy both bounds. Without it, two different words could satisfy one bound each.
 */
export function continues(field: WordsField, beginning: string): QueryFilter<StoredProduct> {
  return { [field]: mongoose.trusted({ $elemMatch: { $gt: beginning, $lt: afterPrefix(beginning) } }) };
}
