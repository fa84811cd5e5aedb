import { readReferenceId } from '@supergraph/service-kit';
import { isFinished } from '../domain/account-deletion.js';
import type { AccountDeletionResolvers } from '../generated/resolvers.js';

export const AccountDeletion = {
  __resolveReference: async ({ ordersErasedAt, ...reference }, { loaders }) => {
    const deletion = await loaders.deletions.load(readReferenceId('AccountDeletion', reference));
    return deletion && { ...deletion, ordersErasedAt };
  },
  finished: (deletion) => isFinished(deletion),
} satisfies AccountDeletionResolvers;
