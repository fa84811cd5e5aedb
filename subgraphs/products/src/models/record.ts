import { Schema, type Connection, type Model } from 'mongoose';
import type { StockRecord } from '../domain/repositories.js';

/** An adjustment or a restock as it is stored. */
export interface StoredRecord extends Omit<StockRecord, 'id'> {
  readonly _id: string;
}

const schema = new Schema<StoredRecord>(
  {
    _id: { type: String, required: true },
    productId: { type: String, required: true },
    quantity: { type: Number, required: true },
    reason: { type: String, default: null },
    at: { type: Date, required: true },
    booked: { type: Boolean, required: true },
  } satisfies Record<keyof StoredRecord, unknown>,
  { collection: 'stockRecords', versionKey: false, autoCreate: false },
);

export function createRecordModel(connection: Connection): Model<StoredRecord> {
  return connection.model<StoredRecord>('StockRecord', schema);
}
