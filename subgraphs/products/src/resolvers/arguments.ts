import { parseMoney, type Money } from '@supergraph/money';
import { badUserInput, countCharacters } from '@supergraph/service-kit';
import type { ProductFilter } from '../generated/resolvers.js';
import type { ProductQuery, ProductSort } from '../domain/product.js';
import { wordsOf } from '../domain/words.js';

const MAX_SEARCH_LENGTH = 200;
const MAX_SEARCH_WORDS = 10;

/** @throws PublicError BAD_USER_INPUT if the search is too long or a price is not an amount */
export function parseFilter(filter: ProductFilter | null | undefined, currency: string): ProductQuery {
  const { categoryId, search, minPrice, maxPrice, inStock } = filter ?? {};
  return {
    categoryId: categoryId ?? undefined,
    words: parseSearch(search),
    minPrice: parsePrice('minPrice', minPrice, currency),
    maxPrice: parsePrice('maxPrice', maxPrice, currency),
    inStock: inStock ?? undefined,
  };
}

/** The schema's default applies only to an omitted sort. An explicit null gets the same default here. */
export function parseSort(sort: ProductSort | null | undefined): ProductSort {
  return sort ?? 'NAME_ASC';
}

/** Blank text is no condition. Text without a letter or digit matches no product. */
function parseSearch(search: string | null | undefined): string[] | undefined {
  if (search == null || search.trim() === '') return undefined;
  const words = wordsOf(search);
  if (countCharacters(search) > MAX_SEARCH_LENGTH || words.length > MAX_SEARCH_WORDS)
    throw badUserInput(`search takes at most ${MAX_SEARCH_LENGTH} characters and ${MAX_SEARCH_WORDS} words.`);
  return words;
}

function parsePrice(name: string, amount: string | null | undefined, currency: string): Money | undefined {
  if (amount == null) return undefined;
  try {
    return parseMoney(amount, currency);
  } catch (error) {
    if (error instanceof RangeError) throw badUserInput(`${name}: ${error.message}.`);
    throw error;
  }
}
