import { parsePage, readReferenceId } from '@supergraph/service-kit';
import { maySeeOrdersOf } from '../domain/access.js';
import type { UserResolvers } from '../generated/resolvers.js';
import { selectedParts } from './order-parts.js';

export const User = {
  __resolveReference: (reference) => ({ id: readReferenceId('User', reference) }),
  orders: ({ id }, { filter, ...page }, { orders, caller }, info) =>
    maySeeOrdersOf(caller, id)
      ? orders.listOfCustomer(id, filter ?? {}, parsePage(page), selectedParts(info))
      : null,
} satisfies UserResolvers;
