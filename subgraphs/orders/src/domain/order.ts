import { lineTotal, sum, type BasisPoints, type Money } from '@supergraph/money';

/** Where an order stands; `transitions.ts` says which may follow which. */
export type OrderStatus = 'PENDING' | 'CONFIRMED' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED' | 'REJECTED';

/** The product as it was on the day of the order. */
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

/** A message that products must still get about a decided order. Each may be sent twice. */
export type Effect = 'FINALISE' | 'RELEASE' | 'RESTOCK';

/** Something that happened to an order and that others may want to hear; kept with the order until it is told. */
export interface OrderEvent {
  readonly id: string;
  readonly type: 'OrderConfirmed' | 'OrderRejected' | 'OrderCancelled' | 'OrderShipped' | 'OrderDelivered';
  readonly at: Date;
}

/** Why an order could not be placed. Kept with the order, so that whoever asks again hears the same. */
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

/** An order: the products that a customer bought, and how far its placing has come. */
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
  /** Tells the purchase apart from another one under the same key; null when it was imported. */
  readonly fingerprint: string | null;
  /** The total that the customer was told, shipping included. */
  readonly expectedTotal: Money | null;
  /** Empty unless it was rejected. */
  readonly refusals: readonly Refusal[];
  /** Grows with every change of status: what a change is compared with before it is set. */
  readonly revision: number;
  /** The messages that products must still get, in this order. */
  readonly effects: readonly Effect[];
  /** The events that are still to be announced. */
  readonly events: readonly OrderEvent[];
  /** How often the order was driven on without coming to rest. */
  readonly attempts: number;
}

/** The price of a line; null while it has none. */
export function totalOfLine({ snapshot, quantity, discount }: OrderLine): Money | null {
  return snapshot === null ? null : lineTotal(snapshot.unitPrice, quantity, discount);
}

/**
 * The sum of the lines that have a price.
 *
 * @throws RangeError when it exceeds safe integers, which no stored order's does
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
 * The price of the lines that the customer was told, without shipping; null when nothing was said, or when a discount is
 * in it: products compares it with its own prices, and knows no discounts.
 */
export function expectedSubtotalOf({ expectedTotal, shipping, lines }: Order): Money | null {
  if (expectedTotal === null || lines.some(({ discount }) => discount > 0)) return null;
  return { minor: expectedTotal.minor - shipping.minor, currency: expectedTotal.currency };
}

/** Whether something is still to be done about the order. */
export function isOpen({ status, effects, events }: Order): boolean {
  return status === 'PENDING' || effects.length > 0 || events.length > 0;
}
