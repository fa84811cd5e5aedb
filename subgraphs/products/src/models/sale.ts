import { Schema, type Connection, type Model } from 'mongoose';
import type { Sale } from '../domain/sales.js';

/** An order's sale, according to the newest of its events. */
export interface StoredSale extends Omit<Sale, 'orderId'> {
  readonly _id: string;
}

/** The number of units of one product that were sold on one day. */
export interface StoredDailySales {
  readonly _id: string;
  readonly productId: string;
  readonly day: Date;
  readonly units: number;
}

const saleSchema = new Schema<StoredSale>(
  {
    _id: { type: String, required: true },
    revision: { type: Number, required: true },
    day: { type: Date, required: true },
    isSold: { type: Boolean, required: true },
    lines: [
      new Schema(
        { productId: { type: String, required: true }, quantity: { type: Number, required: true } },
        { _id: false },
      ),
    ],
  },
  { collection: 'sales', versionKey: false, autoCreate: false },
);

// Serves the counts of products on a day.
saleSchema.index({ day: 1, 'lines.productId': 1 });

const dailySchema = new Schema<StoredDailySales>(
  {
    _id: { type: String, required: true },
    productId: { type: String, required: true },
    day: { type: Date, required: true },
    units: { type: Number, required: true },
  },
  { collection: 'dailySales', versionKey: false, autoCreate: false },
);

// Serves the sums of products.
dailySchema.index({ productId: 1, day: 1 });
// Serves the search for products whose sums change when a day ends.
dailySchema.index({ day: 1 });

export interface SalesModels {
  readonly sales: Model<StoredSale>;
  readonly dailySales: Model<StoredDailySales>;
}

export function createSalesModels(connection: Connection): SalesModels {
  return {
    sales: connection.model<StoredSale>('Sale', saleSchema),
    dailySales: connection.model<StoredDailySales>('DailySales', dailySchema),
  };
}
