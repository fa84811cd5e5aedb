import type { ListPart, ReadMemory, Sort } from '@supergraph/service-kit';
import type { Model, QueryFilter } from 'mongoose';
import type { StoredProduct } from '../models/product.js';
import {
  beginsWith,
  continues,
  productFilter,
  productSorts,
  searchIndex,
  sortIndex,
} from './product-filter.js';
import { LONG_LIST, type PlannedSearch } from './product-search.js';

/** The index on the words of names, in which the best-selling products of a word come first. */
const NAME_INDEX = { nameWords: 1, soldLast30Days: -1, soldEver: -1, _id: 1 } as const;

/**
 * The parts of a list sorted by relevance, each with the best-selling products first: products whose name has the words
 * of the search, then products whose name has words that begin with them, then products that have them elsewhere too.
 * An index serves each part, so no product's rank is computed.
 */
export function relevanceParts(
  products: Model<StoredProduct>,
  counts: ReadMemory<number>,
  { query, long }: PlannedSearch,
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
  const isLong = async (text: string, part: QueryFilter<StoredProduct>) => {
    const most = LONG_LIST + 1;
    const count = () => products.countDocuments(part).limit(most).hint(NAME_INDEX).exec();
    return (await counts.read(JSON.stringify([text, words]), count)) === most;
  };
  const [first, second, third] = [rankedSort(1), rankedSort(2), rankedSort(3)];
  return [
    { filter: { ...rest, ...inName }, sort: first, hint: () => NAME_INDEX },
    {
      filter: { ...rest, $and: [longer], $nor: [inName] },
      sort: second,
      hint: async () =>
        long && (await isLong('longer in name', longer)) ? sortIndex(query, second) : NAME_INDEX,
    },
    {
      filter: { ...filter, $nor: [begunInName] },
      sort: third,
      // When many products have the words in their names, few may be left for this part.
      hint: async () =>
        long && !(await isLong('in name', begunInName)) ? sortIndex(query, third) : searchIndex(query),
    },
  ];
}

function rankedSort(part: number): Sort<StoredProduct> {
  return { name: `RELEVANCE ${part}`, keys: productSorts.BEST_SELLING.keys };
}
