import { createReadMemory, type Connection, type ReadMemory } from '@supergraph/service-kit';
import type { CategoryFacet, PriceFacet } from '../domain/facets.js';
import type { Product, ProductQuery } from '../domain/product.js';

/** For how long the results for a list are remembered, in milliseconds. */
const KEEP_MS = 10_000;

/** The maximum number of pages, each with up to a hundred products, that are remembered. */
const MAX_PAGES = 500;

/** The maximum number of lists whose facets are remembered, each kind for itself. */
const MAX_FACETS = 500;

/** The maximum number of counts that are remembered. */
const MAX_COUNTS = 5_000;

/**
 * Remembers results whose cost grows with the catalogue: pages of searches, counts and facets. It also remembers the
 * first pages of categories, because a home page asks for one of each category. Many customers ask for the same
 * results. This instance forgets all of them when it writes a product. Changes of stock, and changes that other
 * instances make, appear when the results expire.
 */
export interface ListMemory {
  /** The pages of searches and the first ones of categories. Their products have to be read again before use. */
  readonly pages: ReadMemory<Connection<Product>>;
  readonly counts: ReadMemory<number>;
  readonly categories: ReadMemory<CategoryFacet[]>;
  readonly prices: ReadMemory<PriceFacet[]>;
  forget(): void;
}

export function createListMemory(): ListMemory {
  const memories = {
    pages: createReadMemory<Connection<Product>>({ keepMs: KEEP_MS, max: MAX_PAGES }),
    counts: createReadMemory<number>({ keepMs: KEEP_MS, max: MAX_COUNTS }),
    categories: createReadMemory<CategoryFacet[]>({ keepMs: KEEP_MS, max: MAX_FACETS }),
    prices: createReadMemory<PriceFacet[]>({ keepMs: KEEP_MS, max: MAX_FACETS }),
  };
  return {
    ...memories,
    forget() {
      for (const memory of Object.values(memories)) memory.clear();
    },
  };
}

/** The same text for queries that find the same products. */
export function keyOf({ words, categoryId, minPrice, maxPrice, inStock }: ProductQuery): string {
  return JSON.stringify([words?.toSorted(), categoryId, minPrice?.minor, maxPrice?.minor, inStock]);
}
