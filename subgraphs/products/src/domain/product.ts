import type { Money } from '@supergraph/money';
import type { Image } from './image.js';

/** A product as the catalogue knows it. Its stock is in its {@link import('./ledger.js').Ledger}. */
export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly description: string | null;
  readonly price: Money;
  readonly categoryId: string | null;
  /** The most representative image first. */
  readonly images: readonly Image[];
  /** The stock is low at this number of units and below. */
  readonly lowStockThreshold: number;
  /** The number of units with which the product's ledger opens. */
  readonly openingStock: number;
  readonly discontinued: boolean;
  /** Whether the product could be bought at the last update from the ledger. This is a hint: the ledger decides. */
  readonly inStock: boolean;
  /** The units sold according to the events of orders. */
  readonly unitsSold: UnitsSold;
  /** Grows with every change that staff make, so that concurrent changes do not overwrite each other. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The numbers of units of a product that were sold. */
export interface UnitsSold {
  readonly last30Days: number;
  readonly last365Days: number;
  readonly ever: number;
}

export const NOTHING_SOLD: UnitsSold = { last30Days: 0, last365Days: 0, ever: 0 };

/** Whether the catalogue lists the product as on sale. The ledger decides when units are reserved. */
export function isOnSale({ discontinued }: Product): boolean {
  return !discontinued;
}

/** The sort order of a product list. */
export type ProductSort =
  'NAME_ASC' | 'NAME_DESC' | 'PRICE_ASC' | 'PRICE_DESC' | 'NEWEST' | 'BEST_SELLING' | 'RELEVANCE';

/** The conditions of a product list. A product must meet all given conditions. */
export interface ProductQuery {
  readonly categoryId?: string | undefined;
  /** Folded beginnings of words. An empty list is a search without letters and digits, which matches no product. */
  readonly words?: readonly string[] | undefined;
  readonly minPrice?: Money | undefined;
  readonly maxPrice?: Money | undefined;
  readonly inStock?: boolean | undefined;
}

export interface NewProduct {
  readonly sku: string;
  readonly name: string;
  readonly description: string | null;
  readonly price: Money;
  readonly categoryId: string | null;
  readonly openingStock: number;
}

/** The changes of a product; an undefined field stays unchanged. */
export interface ProductChanges {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly price?: Money | undefined;
  readonly categoryId?: string | null | undefined;
}

/** The default low-stock threshold, in units. */
export const LOW_STOCK_THRESHOLD = 10;
