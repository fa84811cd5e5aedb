import type { Category } from '../domain/category.js';
import type { Product } from '../domain/product.js';
import { fold } from '@supergraph/service-kit';
import { wordsOf } from '../domain/words.js';
import type { StoredCategory } from '../models/category.js';
import type { StoredProduct } from '../models/product.js';

/** Names each field: copying the rest of a document takes several times as long, and lists have many. */
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
    unitsSold: {
      last30Days: stored.soldLast30Days ?? 0,
      last365Days: stored.soldLast365Days ?? 0,
      ever: stored.soldEver ?? 0,
    },
    version: stored.version,
    createdAt: stored.createdAt,
    updatedAt: stored.updatedAt,
  };
}

/** The document of a new product. */
export function fromProduct(product: Product): StoredProduct {
  const { id, price, images, unitsSold, ...fields } = product;
  return {
    _id: id,
    ...fields,
    ...written(product),
    images: [...images],
    stockRevision: 0,
    soldLast30Days: unitsSold.last30Days,
    soldLast365Days: unitsSold.last365Days,
    soldEver: unitsSold.ever,
  };
}

/** The fields of a product that staff may change, with the fields derived from them. */
export function written(product: Product) {
  // Leaves out the fields that staff do not change and the fields that are stored in another form.
  const { id, sku, price, images, lowStockThreshold, openingStock, ...rest } = product;
  const { discontinued, inStock, version, createdAt, ...fields } = rest;
  return {
    ...fields,
    sortName: fold(product.name),
    priceMinor: price.minor,
    currency: price.currency,
    words: wordsOf(product.name, product.description),
    nameWords: wordsOf(product.name),
  };
}

export function toCategory({ _id, name, description }: StoredCategory): Category {
  return { id: _id, name, description };
}

export function fromCategory({ id, name, description }: Category): StoredCategory {
  return { _id: id, name, sortName: fold(name), description };
}
