import type { ProductResolvers } from '../generated/resolvers.js';
import { referenceId } from './reference.js';

export const Product: ProductResolvers = {
  __resolveReference: (reference) => ({ id: referenceId(reference) }),
  orderedByMe: ({ id }, _args, { orders, caller }) =>
    caller.subject === undefined ? null : orders.wasOrdered(caller.subject, id),
};
