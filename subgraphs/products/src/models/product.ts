import { OUTBOX_INDEX } from '@supergraph/service-kit';
import { Schema, type Connection, type Model } from 'mongoose';
import type { Image } from '../domain/image.js';
import type { ProductEvent } from '../domain/product-events.js';

/** A product as it is stored. `inStock` follows the product's ledger; `stockRevision` is the revision it comes from. */
export interface StoredProduct {
  readonly _id: string;
  readonly sku: string;
  readonly name: string;
  /** The name without case and accents, by which lists are sorted. */
  readonly sortName: string;
  readonly description: string | null;
  readonly priceMinor: number;
  readonly currency: string;
  readonly categoryId: string | null;
  /** Missing in products that were written before products had images. */
  readonly images?: Image[];
  readonly lowStockThreshold: number;
  readonly openingStock: number;
  readonly discontinued: boolean;
  readonly inStock: boolean;
  readonly stockRevision: number;
  /** The units sold according to the events of orders. At its start the service adds them to older products. */
  readonly soldLast30Days?: number;
  readonly soldLast365Days?: number;
  readonly soldEver?: number;
  /** The folded words of name and description. */
  readonly words: string[];
  /** The folded words of the name. At its start the service adds them to older products. */
  readonly nameWords: string[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The unpublished events. */
  readonly events?: readonly ProductEvent[];
  /** Present only while there are unpublished events. */
  readonly unpublishedAt?: Date;
}

const image = new Schema<Image>(
  {
    path: { type: String, required: true },
    alt: { type: String, required: true },
    width: { type: Number, required: true },
    height: { type: Number, required: true },
  },
  { _id: false },
);

const event = new Schema<ProductEvent>(
  { type: { type: String, required: true }, at: { type: Date, required: true } },
  { _id: false },
);

const schema = new Schema<StoredProduct>(
  {
    _id: { type: String, required: true },
    sku: { type: String, required: true },
    name: { type: String, required: true },
    sortName: { type: String, default: '' },
    description: { type: String, default: null },
    priceMinor: { type: Number, required: true },
    currency: { type: String, required: true },
    categoryId: { type: String, default: null },
    images: { type: [image] },
    lowStockThreshold: { type: Number, required: true },
    openingStock: { type: Number, required: true },
    discontinued: { type: Boolean, required: true },
    inStock: { type: Boolean, required: true },
    stockRevision: { type: Number, required: true },
    soldLast30Days: { type: Number, default: 0 },
    soldLast365Days: { type: Number, default: 0 },
    soldEver: { type: Number, default: 0 },
    words: { type: [String], required: true },
    nameWords: { type: [String], required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    events: { type: [event], default: undefined },
    unpublishedAt: { type: Date },
  } satisfies Record<keyof StoredProduct, unknown>,
  { collection: 'products', versionKey: false, autoCreate: false },
);

schema.index({ sku: 1 }, { unique: true });
schema.index({ words: 1 });
schema.index({ nameWords: 1, soldLast30Days: -1, soldEver: -1, _id: 1 });

// Each sort order has an index for the whole list, for one category and for products in stock. Ties are always in
// ascending order of ids, so no sort order is the exact reverse of another.
const sorts = [
  { sortName: 1, _id: 1 },
  { sortName: -1, _id: 1 },
  { priceMinor: 1, _id: 1 },
  { priceMinor: -1, _id: 1 },
  { createdAt: -1, _id: 1 },
  { soldLast30Days: -1, soldEver: -1, _id: 1 },
] as const;
for (const sort of sorts) {
  schema.index(sort);
  schema.index({ categoryId: 1, ...sort });
  schema.index({ inStock: 1, ...sort });
}

// Counts the products in stock of one category, in a price range too.
schema.index({ inStock: 1, categoryId: 1, priceMinor: 1 });

// The relay's queue. It contains only products with unpublished events.
schema.index(...OUTBOX_INDEX);

export function createProductModel(connection: Connection): Model<StoredProduct> {
  return connection.model<StoredProduct>('Product', schema);
}
