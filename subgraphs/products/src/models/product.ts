import { Schema, type Connection, type Model } from 'mongoose';
import type { Image } from '../domain/image.js';

/** A product as it is stored. `inStock` follows the product's ledger, in the order of the ledger's revisions. */
export interface StoredProduct {
  readonly _id: string;
  readonly sku: string;
  readonly name: string;
  /** The name without case and accents: what lists are sorted by. */
  readonly sortName: string;
  readonly description: string | null;
  readonly priceMinor: number;
  readonly currency: string;
  readonly categoryId: string | null;
  /** Missing in products that were written before there were pictures. */
  readonly images?: Image[];
  readonly lowStockThreshold: number;
  readonly openingStock: number;
  readonly discontinued: boolean;
  readonly inStock: boolean;
  readonly stockRevision: number;
  /** The folded words of name and description. */
  readonly words: string[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
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
    words: { type: [String], required: true },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  } satisfies Record<keyof StoredProduct, unknown>,
  { collection: 'products', versionKey: false, autoCreate: false },
);

schema.index({ sku: 1 }, { unique: true });
schema.index({ words: 1 });

// Each order alone, within a category, and within what can be bought. Ties are in the order of ids whichever way the
// list runs, so no order is another one backwards.
const sorts = [
  { sortName: 1, _id: 1 },
  { sortName: -1, _id: 1 },
  { priceMinor: 1, _id: 1 },
  { priceMinor: -1, _id: 1 },
  { createdAt: -1, _id: 1 },
] as const;
for (const sort of sorts) {
  schema.index(sort);
  schema.index({ categoryId: 1, ...sort });
  schema.index({ inStock: 1, ...sort });
}

export function createProductModel(connection: Connection): Model<StoredProduct> {
  return connection.model<StoredProduct>('Product', schema);
}
