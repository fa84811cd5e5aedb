import type { Category } from '../domain/category.js';
import { largestFirst, PRICE_RANGE_STARTS, priceFacets, type ProductFacets } from '../domain/facets.js';
import type { ProductQuery } from '../domain/product.js';
import type { Models } from '../models/models.js';
import { productFilter } from './product-filter.js';

/** The index for counts of the whole catalogue. It contains category and price, so these counts read no documents. */
const CATEGORY_AND_PRICE = { categoryId: 1, priceMinor: 1, _id: 1 } as const;

/** @param findCategories reads those of the categories that exist */
export function createProductFacets(
  { products }: Models,
  query: ProductQuery,
  currency: string,
  findCategories: (ids: readonly string[]) => Promise<Category[]>,
): ProductFacets {
  const count = async <Key>(key: object | string): Promise<Map<Key, number>> => {
    const filter = productFilter(query);
    const counting = products.aggregate<{ _id: Key; count: number }>([
      { $match: filter },
      { $group: { _id: key, count: { $sum: 1 } } },
    ]);
    // With a filter, the database chooses the index.
    if (Object.keys(filter).length === 0) counting.hint(CATEGORY_AND_PRICE);
    return new Map((await counting).map((group) => [group._id, group.count]));
  };
  return {
    async categories() {
      const counts = await count<string | null>('$categoryId');
      const categories = await findCategories([...counts.keys()].filter((id) => id !== null));
      return largestFirst(categories.map((category) => ({ category, count: counts.get(category.id) ?? 0 })));
    },
    async prices() {
      const startsBelow = { input: [...PRICE_RANGE_STARTS], cond: { $lte: ['$$this', '$priceMinor'] } };
      return priceFacets(await count<number>({ $max: { $filter: startsBelow } }), query, currency);
    },
  };
}
