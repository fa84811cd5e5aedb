import type { ProductFilter, ProductSort } from '../generated/graphql.ts';

/** The search, filters and sort of the catalogue. They are part of the URL, so that a list can be shared and reopened. */
export interface Listing {
  readonly search: string;
  readonly categoryId: string | null;
  readonly minPrice: string | null;
  readonly maxPrice: string | null;
  readonly sort: ProductSort;
}

export const SORTS = {
  NAME_ASC: 'Name',
  PRICE_ASC: 'Price, low to high',
  PRICE_DESC: 'Price, high to low',
  NEWEST: 'Newest',
} as const satisfies Partial<Record<ProductSort, string>>;

export function readListing(parameters: URLSearchParams): Listing {
  const sort = parameters.get('sort') ?? '';
  return {
    search: parameters.get('q') ?? '',
    categoryId: parameters.get('category'),
    minPrice: parameters.get('min'),
    maxPrice: parameters.get('max'),
    sort: sort in SORTS ? (sort as keyof typeof SORTS) : 'NAME_ASC',
  };
}

/** The URL contains only values that differ from the defaults. */
export function writeListing({ search, categoryId, minPrice, maxPrice, sort }: Listing): string {
  const entries = { q: search, category: categoryId, min: minPrice, max: maxPrice };
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(entries)) {
    if (value !== null && value !== '') parameters.set(name, value);
  }
  if (sort !== 'NAME_ASC') parameters.set('sort', sort);
  return parameters.size === 0 ? '/' : `/?${parameters}`;
}

export function filterOf({ search, categoryId, minPrice, maxPrice }: Listing): ProductFilter {
  const conditions = { search: search.trim(), categoryId, minPrice, maxPrice };
  return Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== null && value !== ''));
}
