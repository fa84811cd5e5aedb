import type { Money } from '@supergraph/money';
import type { Image } from './image.js';

/** Something the shop sells, as the catalogue knows it. Its stock is in its {@link import('./ledger.js').Ledger}. */
export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly description: string | null;
  readonly price: Money;
  readonly categoryId: string | null;
  /** The most telling one first. */
  readonly images: readonly Image[];
  /** At this many units or fewer there is little left. */
  readonly lowStockThreshold: number;
  /** The units that its ledger opens with, when it has none yet. */
  readonly openingStock: number;
  readonly discontinued: boolean;
  /** Whether its ledger said so when the catalogue last heard of it: a hint, the ledger is the truth. */
  readonly inStock: boolean;
  /** As its orders' events say it. */
  readonly unitsSold: UnitsSold;
  /** Grows with every change of what staff write, so that none is lost to another made at the same time. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** How many units of a product were sold. */
export interface UnitsSold {
  readonly last30Days: number;
  readonly last365Days: number;
  readonly ever: number;
}

export const NOTHING_SOLD: UnitsSold = { last30Days: 0, last365Days: 0, ever: 0 };

/** Whether the catalogue says that it is sold: the ledger has the last word when it is reserved. */
export function isOnSale({ discontinued }: Product): boolean {
  return !discontinued;
}

/** How a list of products is sorted. */
export type ProductSort = 'NAME_ASC' | 'NAME_DESC' | 'PRICE_ASC' | 'PRICE_DESC' | 'NEWEST' | 'BEST_SELLING';

/** Which products to list; conditions that are given must all hold. */
export interface ProductQuery {
  readonly categoryId?: string | undefined;
  /** Beginnings of words, folded; an empty list is a search that nothing can match. */
  readonly words?: readonly string[] | undefined;
  readonly minPrice?: Money | undefined;
  readonly maxPrice?: Money | undefined;
  readonly inStock?: boolean | undefined;
}

/** The fields of a new product. */
export interface NewProduct {
  readonly sku: string;
  readonly name: string;
  readonly description: string | null;
  readonly price: Money;
  readonly categoryId: string | null;
  readonly openingStock: number;
}

/** The changes of a product; a field that is undefined stays. */
export interface ProductChanges {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly price?: Money | undefined;
  readonly categoryId?: string | null | undefined;
}

/** Fewer units than this are little, when nobody said otherwise. */
export const LOW_STOCK_THRESHOLD = 10;
