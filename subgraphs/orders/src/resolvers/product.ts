import { readReferenceId } from '@supergraph/service-kit';
import type { ProductResolvers } from '../generated/resolvers.js';

export const Product = {
  __resolveReference: (reference) => ({ id: readReferenceId('Product', reference) }),
  orderedByMe: ({ id }, _args, { orders, caller }) =>
    caller.subject === undefined ? null : orders.wasOrdered(caller.subject, id),
} satisfies ProductResolvers;
