import { countUpToMax, MAX_TOTAL_COUNT } from '@supergraph/service-kit';
import type { Model } from 'mongoose';
import type { ProductQuery } from '../domain/product.js';
import type { StoredProduct } from '../models/product.js';
import { keyOf, type ListMemory } from './list-memory.js';
import { productFilter, searchIndex } from './product-filter.js';

/** The maximum count of a word, so that the rarest word of a search is known. An index alone counts it. */
const MAX_WORD_COUNT = 50_000;

/** Counts the products of a list, up to at least one more than a list's count may say. */
export type CountProducts = (query: ProductQuery) => Promise<number>;

export function createProductCounts(products: Model<StoredProduct>, { counts }: ListMemory): CountProducts {
  return (query) =>
    counts.read(keyOf(query), () => {
      const filter = productFilter(query);
      const index = searchIndex(query);
      if (index === undefined) return countUpToMax(products, filter);
      const isWord = Object.keys(filter).length === 1 && query.words?.length === 1;
      const most = isWord ? MAX_WORD_COUNT : MAX_TOTAL_COUNT + 1;
      return products.countDocuments(filter).limit(most).hint(index).exec();
    });
}
