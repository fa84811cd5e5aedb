import { readReferenceId } from '@supergraph/service-kit';
import type { AccountDeletionResolvers } from '../generated/resolvers.js';

export const AccountDeletion = {
  // The id is a secret that only the person who deleted the account has been told.
  __resolveReference: (reference) => ({ id: readReferenceId('AccountDeletion', reference) }),
  ordersErasedAt: ({ id }, _args, { orders }) => orders.erasedAt(id),
} satisfies AccountDeletionResolvers;
