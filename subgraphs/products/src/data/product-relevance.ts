import type { ListPart, Sort } from '@supergraph/service-kit';
import type { Model, QueryFilter } from 'mongoose';
import type { StoredProduct } from '../models/product.js';
import { beginsWith, continues, productFilter, productSorts, sortIndex } from './product-filter.js';
import { isCommon, type PlannedSearch } from './product-search.js';

/**
 * The parts of a list sorted by relevance, each with the best-selling products first: products whose name has the words
 * of the search, then products whose name has words that begin with them, then products that have them elsewhere too.
 * An index serves each part, so no product's rank is computed.
 */
export function relevanceParts(
  products: Model<StoredProduct>,
  { query, common }: PlannedSearch,
): readonly ListPart<StoredProduct>[] {
  const filter = productFilter(query);
  const [word, ...more] = query.words ?? [];
  if (word === undefined) return [{ filter, sort: rankedSort(0) }];
  const words = [word, ...more];
  const rest = productFilter({ ...query, words: undefined });
  const inName: QueryFilter<StoredProduct> = { $and: words.map((nameWords) => ({ nameWords })) };
  const begunInName: QueryFilter<StoredProduct> = {
    $and: words.map((beginning) => beginsWith('nameWords', beginning)),
  };
  // With a single word, the database need not read the products of the first part again.
  const longer = more.length === 0 ? continues('nameWords', word) : begunInName;
  const index = (sort: Sort<StoredProduct>) => (common ? sortIndex(query, sort) : undefined);
  const [first, second, third] = [rankedSort(1), rankedSort(2), rankedSort(3)];
  return [
    { filter: { ...rest, ...inName }, sort: first },
    {
      filter: { ...rest, $and: [longer], $nor: [inName] },
      sort: second,
      hint: async () => ((await isCommon(products, longer)) ? index(second) : undefined),
    },
    { filter: { ...filter, $nor: [begunInName] }, sort: third, hint: () => index(third) },
  ];
}

function rankedSort(part: number): Sort<StoredProduct> {
  return { name: `RELEVANCE ${part}`, keys: productSorts.BEST_SELLING.keys };
}
