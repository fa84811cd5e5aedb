import type { Money } from '@supergraph/money';
import type { Connection } from '@supergraph/service-kit';
import type { Category } from './category.js';
import type { Product, ProductQuery } from './product.js';

/** A page of products, and how the whole list divides. */
export interface ProductList extends Connection<Product> {
  readonly facets: ProductFacets;
}

/** How a list of products divides. Each part costs a command, so it is counted when it is asked for. */
export interface ProductFacets {
  categories(): Promise<CategoryFacet[]>;
  prices(): Promise<PriceFacet[]>;
}

/** The products of a list that are of one category. */
export interface CategoryFacet {
  readonly category: Category;
  readonly count: number;
}

/** The products of a list within one price range, both its ends included. */
export interface PriceFacet {
  readonly min: Money;
  /** Null for the range without an upper end. */
  readonly max: Money | null;
  readonly count: number;
}

/**
 * Where price ranges begin, in minor units: 0, 1, 2, 5, 10, 20, 50 … dollars. Such steps suit cheap and expensive goods
 * alike, and do not depend on the list, so that a range stays the same from one filter to the next.
 */
export const PRICE_RANGE_STARTS: readonly number[] = [
  0,
  ...Array.from({ length: 8 }, (_, power) => 100 * 10 ** power).flatMap((unit) => [unit, 2 * unit, 5 * unit]),
];

/**
 * Price ranges from how many products each has, by the range's start. The ends of the list's own price filter cut them,
 * so that a range as a filter finds as many products as its count says.
 */
export function priceFacets(
  counts: ReadonlyMap<number, number>,
  { minPrice, maxPrice }: ProductQuery,
  currency: string,
): PriceFacet[] {
  return PRICE_RANGE_STARTS.flatMap((start, at) => {
    const count = counts.get(start);
    if (count === undefined) return [];
    const next = PRICE_RANGE_STARTS[at + 1];
    const min = Math.max(start, minPrice?.minor ?? start);
    const max = Math.min((next ?? Infinity) - 1, maxPrice?.minor ?? Infinity);
    return [
      { min: { minor: min, currency }, max: Number.isFinite(max) ? { minor: max, currency } : null, count },
    ];
  });
}

/** The largest first; categories of one size by name. */
export function largestFirst(facets: readonly CategoryFacet[]): CategoryFacet[] {
  return [...facets].sort(
    (a, b) => b.count - a.count || a.category.name.localeCompare(b.category.name, 'en'),
  );
}
