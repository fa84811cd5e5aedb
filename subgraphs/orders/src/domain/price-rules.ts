import type { BasisPoints, Money } from '@supergraph/money';
import type { OrderLine } from './order.js';
import type { LineInput } from './purchase.js';

/** The shop's prices in addition to those of its products. */
export interface PriceRules {
  /** The price of shipping an order. Its currency is that of all new orders. */
  readonly shippingFee: Money;
}

/** The terms of a new order, before the prices of its products are known. */
export interface Terms {
  readonly lines: readonly OrderLine[];
  readonly shipping: Money;
  readonly currency: string;
}

/** New orders have no discount. Imported orders keep theirs. */
const DISCOUNT: BasisPoints = 0;

/** The discount and shipping of an order. Only this function sets them, for quotes and for orders. */
export function termsOf({ shippingFee }: PriceRules, lines: readonly LineInput[]): Terms {
  return {
    lines: lines.map((line) => ({ ...line, discount: DISCOUNT, snapshot: null })),
    shipping: shippingFee,
    currency: shippingFee.currency,
  };
}
