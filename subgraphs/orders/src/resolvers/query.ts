import { parsePage } from '@supergraph/service-kit';
import { maySeeOrdersOf } from '../domain/access.js';
import type { QueryResolvers } from '../generated/resolvers.js';

export const Query: QueryResolvers = {
  order: async (_parent, { id }, { orders, caller }) => {
    const order = await orders.find(id);
    return order !== undefined && maySeeOrdersOf(caller, order.customerId) ? order : null;
  },
  orders: (_parent, { filter, ...page }, { orders }) => orders.list(filter ?? {}, parsePage(page)),
};
