import { lineTotal, sum, type BasisPoints, type Money } from '@supergraph/money';

/** The status of an order. `transitions.ts` defines which status may follow which. */
export type OrderStatus = 'PENDING' | 'CONFIRMED' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED' | 'REJECTED';

/** The product at the time of the order. */
export interface Snapshot {
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: Money;
}

/** One product of an order. */
export interface OrderLine {
  readonly productId: string;
  readonly quantity: number;
  readonly discount: BasisPoints;
  /** Null until the order's stock is reserved. */
  readonly snapshot: Snapshot | null;
}

/** A postal address. */
export interface Address {
  readonly recipient: string;
  readonly street: string;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

/** One step in an order's life. */
export interface StatusChange {
  readonly status: OrderStatus;
  readonly at: Date;
  readonly reason: string | null;
}

/** An undelivered message to products about a decided order. Each message may be sent twice. */
export type Effect = 'FINALISE' | 'RELEASE' | 'RESTOCK';

/** A change of an order, to be published to other services. It is stored with the order until it is published. */
export interface OrderEvent {
  readonly type:
    'OrderPlaced' | 'OrderConfirmed' | 'OrderRejected' | 'OrderCancelled' | 'OrderShipped' | 'OrderDelivered';
  /** The revision of the order that the event made. */
  readonly revision: number;
  readonly at: Date;
}

/**
 * The reason why an order could not be placed. Stored with the order, so that a repeated request has the same answer.
 */
export type Refusal =
  | {
      readonly kind: 'INSUFFICIENT_STOCK';
      readonly productId: string;
      readonly requested: number;
      readonly available: number;
    }
  | { readonly kind: 'PRODUCT_UNAVAILABLE'; readonly productId: string }
  | { readonly kind: 'OTHER_CURRENCY'; readonly productId: string; readonly currency: string }
  | { readonly kind: 'PRICE_CHANGED'; readonly expected: Money; readonly actual: Money }
  | { readonly kind: 'TOTAL_TOO_LARGE' };

/** An order: the products that a customer bought, and its status. */
export interface Order {
  readonly id: string;
  readonly number: number;
  readonly customerId: string;
  readonly status: OrderStatus;
  readonly lines: readonly OrderLine[];
  /** The currency of all its amounts. */
  readonly currency: string;
  readonly shipping: Money;
  readonly shippingAddress: Address | null;
  readonly history: readonly StatusChange[];
  readonly placedAt: Date;
  readonly updatedAt: Date;
  /** Distinguishes the purchase from another one under the same key; null when the order was imported. */
  readonly fingerprint: string | null;
  /** The total that was shown to the customer, shipping included. */
  readonly expectedTotal: Money | null;
  /** Empty unless the order was rejected. */
  readonly refusals: readonly Refusal[];
  /** Incremented by every change of status. A write applies only to the revision that was read. */
  readonly revision: number;
  /** The messages to products that are not yet delivered, in their order. */
  readonly effects: readonly Effect[];
  /** The events that are not yet published. */
  readonly events: readonly OrderEvent[];
  /** Whether addresses and texts were erased, because the customer deleted the account. */
  readonly isErased: boolean;
  /** How often processing the order has failed in a row. */
  readonly attempts: number;
}

/** The fields of an order that clients see. */
export type ShownOrder = Pick<
  Order,
  | 'id'
  | 'number'
  | 'customerId'
  | 'status'
  | 'lines'
  | 'currency'
  | 'shipping'
  | 'shippingAddress'
  | 'history'
  | 'placedAt'
  | 'updatedAt'
>;

/** The parts of an order that are most of its size. A list has only those that its reader needs. */
export const ORDER_PARTS = ['lines', 'shippingAddress', 'history'] as const;

export type OrderPart = (typeof ORDER_PARTS)[number];

/** The price of a line; null while it is unknown. */
export function totalOfLine({ snapshot, quantity, discount }: OrderLine): Money | null {
  return snapshot === null ? null : lineTotal(snapshot.unitPrice, quantity, discount);
}

/**
 * The sum of the lines with a price.
 *
 * @throws RangeError when it is not a safe integer, which no stored order's is
 */
export function subtotalOf({ lines, currency }: Pick<Order, 'lines' | 'currency'>): Money {
  return sum(
    lines.map(totalOfLine).filter((total) => total !== null),
    currency,
  );
}

/** The total that the customer pays. @throws RangeError like {@link subtotalOf} */
export function totalOf(order: Pick<Order, 'lines' | 'currency' | 'shipping'>): Money {
  return sum([subtotalOf(order), order.shipping], order.currency);
}

/**
 * The price of the lines that was shown to the customer, without shipping. Null when no total was shown, or when it
 * contains a discount: products compares it with its own prices, which have no discounts.
 */
export function expectedSubtotalOf({ expectedTotal, shipping, lines }: Order): Money | null {
  if (expectedTotal === null || lines.some(({ discount }) => discount > 0)) return null;
  return { minor: expectedTotal.minor - shipping.minor, currency: expectedTotal.currency };
}

/** Whether processing the order is not finished. */
export function isOpen({ status, effects }: Order): boolean {
  return status === 'PENDING' || effects.length > 0;
}
