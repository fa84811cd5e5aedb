import { parsePage } from '@supergraph/service-kit';
import { maySeeOrdersOf } from '../domain/access.js';
import type { UserResolvers } from '../generated/resolvers.js';
import { referenceId } from './reference.js';

export const User: UserResolvers = {
  __resolveReference: (reference) => ({ id: referenceId(reference) }),
  orders: ({ id }, { filter, ...page }, { orders, caller }) =>
    maySeeOrdersOf(caller, id) ? orders.listOfCustomer(id, filter ?? {}, parsePage(page)) : null,
};
