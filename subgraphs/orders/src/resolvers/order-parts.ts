import { selectedNames } from '@supergraph/service-kit';
import type { GraphQLResolveInfo } from 'graphql';
import { ORDER_PARTS, type OrderPart } from '../domain/order.js';

/** The fields of an order that need one of its parts. */
const SHOWN_BY: Readonly<Record<OrderPart, readonly string[]>> = {
  lines: ['lines', 'subtotal', 'total'],
  shippingAddress: ['shippingAddress'],
  history: ['history'],
};

/** The parts of its orders that a list must have for an operation. */
export function selectedParts(info: GraphQLResolveInfo): readonly OrderPart[] {
  const names = selectedNames(info);
  return ORDER_PARTS.filter((part) => SHOWN_BY[part].some((field) => names.has(field)));
}
