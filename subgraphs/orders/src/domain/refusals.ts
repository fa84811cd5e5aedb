import { formatAmount, type Money } from '@supergraph/money';
import { invalid, type PlaceOrderFailure } from './failures.js';
import type { Refusal } from './order.js';
import { indexOfProduct, type LineInput } from './purchase.js';

/**
 * Converts the reasons of a refused order to failures with paths into the input of this request: the same purchase may
 * name its products in another order.
 */
export function explainRefusal(refusal: Refusal, lines: readonly LineInput[]): PlaceOrderFailure {
  switch (refusal.kind) {
    case 'INSUFFICIENT_STOCK':
      return {
        __typename: 'InsufficientStock',
        path: ['lines', indexOfProduct(lines, refusal.productId), 'quantity'],
        product: { id: refusal.productId },
        requested: refusal.requested,
        available: refusal.available,
        message: `${refusal.requested} were asked for and ${refusal.available} are available.`,
      };
    case 'PRODUCT_UNAVAILABLE':
      return {
        __typename: 'ProductUnavailable',
        path: ['lines', indexOfProduct(lines, refusal.productId), 'productId'],
        productId: refusal.productId,
        message: 'There is no such product, or it is no longer sold: take it off the order.',
      };
    case 'OTHER_CURRENCY':
      return invalid(
        ['lines', indexOfProduct(lines, refusal.productId), 'productId'],
        `This product is priced in ${refusal.currency}: one order has one currency.`,
      );
    case 'PRICE_CHANGED':
      return {
        __typename: 'PriceChanged',
        path: ['expectedTotal'],
        expected: refusal.expected,
        actual: refusal.actual,
        message: `The order costs ${inWords(refusal.actual)}, not ${inWords(refusal.expected)}: show it and ask again.`,
      };
    case 'TOTAL_TOO_LARGE':
      return invalid(['lines'], 'The total is larger than an order can have: split it.');
  }
}

function inWords(money: Money): string {
  return `${formatAmount(money)} ${money.currency}`;
}
