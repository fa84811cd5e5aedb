import { Schema, type Connection, type Model } from 'mongoose';
import type { Ledger } from '../domain/ledger.js';

/** A ledger as it is stored: one document a product, with the product's id. */
export interface StoredLedger extends Omit<Ledger, 'id' | 'watermark'> {
  readonly _id: string;
  /** The watermark, under the name that stored ledgers have for it. */
  readonly fence: Date;
}

const money = new Schema(
  { minor: { type: Number, required: true }, currency: { type: String, required: true } },
  { _id: false },
);

const hold = new Schema(
  {
    order: { type: String, required: true },
    quantity: { type: Number, required: true },
    sku: { type: String, required: true },
    name: { type: String, required: true },
    unitPrice: { type: money, required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
);

const bookedOperation = new Schema(
  {
    operation: { type: String, required: true },
    quantity: { type: Number, required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
);

const schema = new Schema<StoredLedger>(
  {
    _id: { type: String, required: true },
    available: { type: Number, required: true },
    held: { type: [hold], required: true },
    sold: { type: Number, required: true },
    received: { type: Number, required: true },
    closed: { type: [bookedOperation], required: true },
    discontinued: { type: Boolean, required: true },
    revision: { type: Number, required: true },
    prunes: { type: Number, required: true },
    fence: { type: Date, required: true },
  },
  { collection: 'ledgers', versionKey: false, autoCreate: false },
);

export function createLedgerModel(connection: Connection): Model<StoredLedger> {
  return connection.model<StoredLedger>('Ledger', schema);
}
