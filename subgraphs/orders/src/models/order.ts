import { OUTBOX_INDEX } from '@supergraph/service-kit';
import { Schema, type Connection, type Model } from 'mongoose';
import type { Address, Effect, OrderEvent, OrderStatus, Refusal } from '../domain/order.js';

/** The stored form of an order. Amounts are minor units of the order's currency. */
export interface OrderDocument {
  readonly _id: string;
  readonly number: number;
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly lines: readonly LineDocument[];
  readonly currency: string;
  readonly shippingMinor: number;
  readonly shippingAddress: Address | null;
  readonly history: readonly { status: OrderStatus; at: Date; reason: string | null }[];
  readonly placedAt: Date;
  readonly updatedAt: Date;
  readonly fingerprint: string | null;
  readonly expectedMinor: number | null;
  readonly refusals: readonly Refusal[];
  readonly revision: number;
  readonly effects: readonly Effect[];
  readonly events: readonly OrderEvent[];
  /** Present only while there are unpublished events. */
  readonly unpublishedAt?: Date;
  readonly attempts: number;
  /** Absent when the order was imported or rejected: only existing keys are unique. */
  readonly idempotencyKey?: string;
  /** Present only while the order is PENDING: a number below the maximum of PENDING orders per customer. */
  readonly pendingSlot?: number;
  /** Whether addresses and texts were erased, because the customer deleted the account. */
  readonly isErased?: boolean;
  /** The time from which the worker may take the order; absent when the order is settled. */
  readonly dueAt?: Date;
}

export interface LineDocument {
  readonly productId: string;
  readonly quantity: number;
  readonly discountBasisPoints: number;
  readonly sku: string | null;
  readonly productName: string | null;
  readonly unitPriceMinor: number | null;
}

const part = { _id: false, strict: 'throw' } as const;

const lineSchema = new Schema(
  {
    productId: { type: String, required: true },
    quantity: { type: Number, required: true },
    discountBasisPoints: { type: Number, required: true },
    sku: { type: String, default: null },
    productName: { type: String, default: null },
    unitPriceMinor: { type: Number, default: null },
  },
  part,
);

const addressSchema = new Schema(
  {
    recipient: { type: String, required: true },
    street: { type: String, required: true },
    city: { type: String, required: true },
    region: { type: String, default: null },
    postalCode: { type: String, default: null },
    country: { type: String, required: true },
  },
  part,
);

const changeSchema = new Schema(
  {
    status: { type: String, required: true },
    at: { type: Date, required: true },
    reason: { type: String, default: null },
  },
  part,
);

const eventSchema = new Schema(
  {
    type: { type: String, required: true },
    revision: { type: Number, required: true },
    at: { type: Date, required: true },
  },
  part,
);

const orderSchema = new Schema(
  {
    _id: { type: String, required: true },
    number: { type: Number, required: true },
    customerId: { type: String, required: true },
    status: { type: String, required: true },
    lines: [lineSchema],
    currency: { type: String, required: true },
    shippingMinor: { type: Number, required: true },
    shippingAddress: { type: addressSchema, default: null },
    history: [changeSchema],
    placedAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    fingerprint: { type: String, default: null },
    expectedMinor: { type: Number, default: null },
    refusals: { type: [Schema.Types.Mixed], default: [] },
    revision: { type: Number, required: true },
    effects: { type: [String], default: [] },
    events: [eventSchema],
    unpublishedAt: { type: Date },
    attempts: { type: Number, default: 0 },
    idempotencyKey: { type: String },
    pendingSlot: { type: Number },
    isErased: { type: Boolean },
    dueAt: { type: Date },
  },
  { collection: 'orders', versionKey: false, strict: 'throw' },
);

// Every list is sorted by (placedAt, _id). Each filter of a list has an index that begins with its fields.
orderSchema.index({ placedAt: -1, _id: -1 });
orderSchema.index({ status: 1, placedAt: -1, _id: -1 });
orderSchema.index({ customerId: 1, placedAt: -1, _id: -1 });
orderSchema.index({ customerId: 1, status: 1, placedAt: -1, _id: -1 });
// Serves the query whether a customer has ever ordered one of a page's products.
orderSchema.index({ customerId: 1, 'lines.productId': 1, status: 1 });
orderSchema.index({ number: 1 }, { unique: true });
// One order per key. Rejecting an order removes its key, so that a failed attempt does not use it up.
orderSchema.index(
  { customerId: 1, idempotencyKey: 1 },
  { unique: true, partialFilterExpression: { idempotencyKey: { $exists: true } } },
);
// One PENDING order per slot, so that concurrent requests cannot give a customer more PENDING orders than slots.
orderSchema.index(
  { customerId: 1, pendingSlot: 1 },
  { unique: true, partialFilterExpression: { pendingSlot: { $exists: true } } },
);
// The worker's queue. It is small because it contains only open orders.
orderSchema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
// The relay's queue. It contains only orders with unpublished events.
orderSchema.index(...OUTBOX_INDEX);

export type OrderModel = Model<OrderDocument>;

export function createOrderModel(connection: Connection): OrderModel {
  return connection.model<OrderDocument>('Order', orderSchema as unknown as Schema<OrderDocument>);
}
