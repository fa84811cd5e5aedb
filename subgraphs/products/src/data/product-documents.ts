import type { Category } from '../domain/category.js';
import type { Product } from '../domain/product.js';
import { fold } from '@supergraph/service-kit';
import { wordsOf } from '../domain/words.js';
import type { StoredCategory } from '../models/category.js';
import type { StoredProduct } from '../models/product.js';

export function toProduct(stored: StoredProduct): Product {
  return {
    id: stored._id,
    sku: stored.sku,
    name: stored.name,
    description: stored.description,
    price: { minor: stored.priceMinor, currency: stored.currency },
    categoryId: stored.categoryId,
    images: stored.images ?? [],
    lowStockThreshold: stored.lowStockThreshold,
    openingStock: stored.openingStock,
    discontinued: stored.discontinued,
    inStock: stored.inStock,
    version: stored.version,
    createdAt: stored.createdAt,
    updatedAt: stored.updatedAt,
  };
}

/** A product's first document. */
export function fromProduct(product: Product): StoredProduct {
  return {
    _id: product.id,
    sku: product.sku,
    ...written(product),
    images: [...product.images],
    lowStockThreshold: product.lowStockThreshold,
    openingStock: product.openingStock,
    discontinued: product.discontinued,
    inStock: product.inStock,
    stockRevision: 0,
    version: product.version,
    createdAt: product.createdAt,
  };
}

/** The fields of a product that staff may change, with those that are derived from them. */
export function written(product: Product) {
  return {
    name: product.name,
    sortName: fold(product.name),
    description: product.description,
    priceMinor: product.price.minor,
    currency: product.price.currency,
    categoryId: product.categoryId,
    words: wordsOf(product.name, product.description),
    updatedAt: product.updatedAt,
  };
}

export function toCategory({ _id, name, description }: StoredCategory): Category {
  return { id: _id, name, description };
}

export function fromCategory({ id, name, description }: Category): StoredCategory {
  return { _id: id, name, sortName: fold(name), description };
}
