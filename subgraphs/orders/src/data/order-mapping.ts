import { randomUUID } from 'node:crypto';
import type { Order, OrderLine, OrderPart, ShownOrder } from '../domain/order.js';
import type { NewOrder } from '../domain/order-repository.js';
import type { LineDocument, OrderDocument } from '../models/order.js';

/** The fields of {@link ShownDocument} that are always read. */
export const SHOWN_FIELDS = [
  'number',
  'customerId',
  'status',
  'currency',
  'shippingMinor',
  'placedAt',
  'updatedAt',
] as const;

/** The fields of an order that lists read. */
type ShownDocument = Pick<OrderDocument, '_id' | (typeof SHOWN_FIELDS)[number]> &
  Partial<Pick<OrderDocument, OrderPart>>;

/** Parts that were not read are empty. */
export function toShownOrder(stored: ShownDocument): ShownOrder {
  const { currency, lines = [], shippingAddress = null, history = [] } = stored;
  return {
    id: stored._id,
    number: stored.number,
    customerId: stored.customerId,
    status: stored.status,
    lines: lines.map((line) => toLine(line, currency)),
    currency,
    shipping: { minor: stored.shippingMinor, currency },
    shippingAddress,
    history,
    placedAt: stored.placedAt,
    updatedAt: stored.updatedAt,
  };
}

export function toOrder(stored: OrderDocument): Order {
  const { currency } = stored;
  return {
    ...toShownOrder(stored),
    fingerprint: stored.fingerprint,
    expectedTotal: stored.expectedMinor === null ? null : { minor: stored.expectedMinor, currency },
    refusals: stored.refusals,
    revision: stored.revision,
    effects: stored.effects,
    events: stored.events,
    isErased: stored.isErased === true,
    attempts: stored.attempts,
  };
}

function toLine(line: LineDocument, currency: string): OrderLine {
  const { productId, quantity, discountBasisPoints: discount, sku, productName, unitPriceMinor } = line;
  const priced = sku !== null && productName !== null && unitPriceMinor !== null;
  const snapshot = priced ? { sku, name: productName, unitPrice: { minor: unitPriceMinor, currency } } : null;
  return { productId, quantity, discount, snapshot };
}

export function toLineDocument({ productId, quantity, discount, snapshot }: OrderLine): LineDocument {
  return {
    productId,
    quantity,
    discountBasisPoints: discount,
    sku: snapshot?.sku ?? null,
    productName: snapshot?.name ?? null,
    unitPriceMinor: snapshot?.unitPrice.minor ?? null,
  };
}

/** The document of a new order. */
export function toNewDocument({ customerId, purchase, terms, number, at, dueAt }: NewOrder): OrderDocument {
  return {
    _id: randomUUID(),
    number,
    customerId,
    status: 'PENDING',
    lines: terms.lines.map(toLineDocument),
    currency: terms.currency,
    shippingMinor: terms.shipping.minor,
    shippingAddress: purchase.shippingAddress,
    history: [{ status: 'PENDING', at, reason: null }],
    placedAt: at,
    updatedAt: at,
    fingerprint: purchase.fingerprint,
    expectedMinor: purchase.expectedTotal?.minor ?? null,
    refusals: [],
    revision: 1,
    effects: [],
    events: [{ type: 'OrderPlaced', revision: 1, at }],
    unpublishedAt: at,
    attempts: 0,
    idempotencyKey: purchase.key,
    dueAt,
  };
}
