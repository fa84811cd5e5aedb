import type { Money } from '@supergraph/money';
import type { Connection } from '@supergraph/service-kit';
import type { Category } from './category.js';
import type { Product, ProductQuery } from './product.js';

/** A page of products, with the facets of the whole list. */
export interface ProductList extends Connection<Product> {
  readonly facets: ProductFacets;
}

/** The facets of a product list. Each needs database commands, so it is counted only when a client selects it. */
export interface ProductFacets {
  categories(): Promise<CategoryFacet[]>;
  prices(): Promise<PriceFacet[]>;
}

/** The number of products of a list in one category. */
export interface CategoryFacet {
  readonly category: Category;
  readonly count: number;
}

/** The number of products of a list in one price range, including both ends. */
export interface PriceFacet {
  readonly min: Money;
  /** Null for the range without an upper end. */
  readonly max: Money | null;
  readonly count: number;
}

/**
 * The starts of the price ranges, in minor units: 0, 1, 2, 5, 10, 20, 50 … dollars. These steps suit cheap and
 * expensive goods. They do not depend on the list, so a range stays the same when the filter changes.
 */
export const PRICE_RANGE_STARTS: readonly number[] = [
  0,
  ...Array.from({ length: 8 }, (_, power) => 100 * 10 ** power).flatMap((unit) => [unit, 2 * unit, 5 * unit]),
];

/** One price range, including both ends. */
export interface PriceRange {
  /** One of {@link PRICE_RANGE_STARTS}. */
  readonly start: number;
  readonly min: Money;
  /** Null for the range without an upper end. */
  readonly max: Money | null;
}

/**
 * The price ranges of a list. The query's own price bounds cut the ranges, so a range used as a filter finds as many
 * products as its count says.
 */
export function priceRanges({ minPrice, maxPrice }: ProductQuery, currency: string): PriceRange[] {
  return PRICE_RANGE_STARTS.flatMap((start, at) => {
    const next = PRICE_RANGE_STARTS[at + 1] ?? Infinity;
    const min = Math.max(start, minPrice?.minor ?? start);
    const max = Math.min(next - 1, maxPrice?.minor ?? Infinity);
    if (min > max) return [];
    return [
      { start, min: { minor: min, currency }, max: Number.isFinite(max) ? { minor: max, currency } : null },
    ];
  });
}

/** Sorts categories by their number of products, the largest first, and then by name. */
export function largestFirst(facets: readonly CategoryFacet[]): CategoryFacet[] {
  return [...facets].sort(
    (a, b) => b.count - a.count || a.category.name.localeCompare(b.category.name, 'en'),
  );
}
