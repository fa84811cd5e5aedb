import { readReferenceId } from '@supergraph/service-kit';
import { maySeeOrdersOf } from '../domain/access.js';
import { subtotalOf, totalOf } from '../domain/order.js';
import type { OrderResolvers } from '../generated/resolvers.js';

export const Order = {
  // A reference is one more path to the order, so the same access rule applies.
  __resolveReference: async (reference, { orders, caller }) => {
    const order = await orders.find(readReferenceId('Order', reference));
    return order !== undefined && maySeeOrdersOf(caller, order.customerId) ? order : null;
  },
  customer: ({ customerId }) => ({ id: customerId }),
  subtotal: (order) => subtotalOf(order),
  total: (order) => totalOf(order),
} satisfies OrderResolvers;
