import { OUTBOX_INDEX } from '@supergraph/service-kit';
import { Schema, type Connection, type Model } from 'mongoose';
import type { Ledger } from '../domain/ledger.js';
import type { PublishedStock } from '../domain/stock-events.js';

/** A ledger as it is stored: one document per product, with the product's id. */
export interface StoredLedger extends Omit<Ledger, 'id' | 'watermark'> {
  readonly _id: string;
  /** The watermark, under its name in the database. */
  readonly fence: Date;
  /** Present only while a change is unpublished. */
  readonly unpublishedAt?: Date;
  /** The last published stock; missing before the first event. */
  readonly published?: PublishedStock;
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

const published = new Schema(
  {
    available: { type: Number, required: true },
    discontinued: { type: Boolean, required: true },
    revision: { type: Number, required: true },
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
    unpublishedAt: { type: Date },
    published: { type: published },
  } satisfies Record<keyof StoredLedger, unknown>,
  { collection: 'ledgers', versionKey: false, autoCreate: false },
);

// The relay's queue. It contains only ledgers with an unpublished change.
schema.index(...OUTBOX_INDEX);

export function createLedgerModel(connection: Connection): Model<StoredLedger> {
  return connection.model<StoredLedger>('Ledger', schema);
}
