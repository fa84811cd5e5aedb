import { parsePage, readReferenceId } from '@supergraph/service-kit';
import { maySeeOrdersOf } from '../domain/access.js';
import type { UserResolvers } from '../generated/resolvers.js';

export const User = {
  __resolveReference: (reference) => ({ id: readReferenceId('User', reference) }),
  orders: ({ id }, { filter, ...page }, { orders, caller }) =>
    maySeeOrdersOf(caller, id) ? orders.listOfCustomer(id, filter ?? {}, parsePage(page)) : null,
} satisfies UserResolvers;
