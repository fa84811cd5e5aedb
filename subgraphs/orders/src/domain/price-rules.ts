import type { BasisPoints, Money } from '@supergraph/money';
import type { OrderLine } from './order.js';
import type { LineInput } from './purchase.js';

/** The shop's prices beside those of its products. */
export interface PriceRules {
  /** The price of sending an order; its currency is that of all new orders. */
  readonly shippingFee: Money;
}

/** The terms that an order is placed at, before its products have told their prices. */
export interface Terms {
  readonly lines: readonly OrderLine[];
  readonly shipping: Money;
  readonly currency: string;
}

/** The shop takes nothing off new orders; imported ones keep the discounts that they came with. */
const DISCOUNT: BasisPoints = 0;

/** Discount and shipping of an order: the one place that sets them, for quotes and for orders. */
export function termsOf({ shippingFee }: PriceRules, lines: readonly LineInput[]): Terms {
  return {
    lines: lines.map((line) => ({ ...line, discount: DISCOUNT, snapshot: null })),
    shipping: shippingFee,
    currency: shippingFee.currency,
  };
}
