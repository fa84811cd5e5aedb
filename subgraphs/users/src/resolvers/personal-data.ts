import { readReferenceId } from '@supergraph/service-kit';
import type { PersonalDataResolvers } from '../generated/resolvers.js';

export const PersonalData = {
  account: ({ id }, _args, { loaders }) => loaders.users.load(id),
  // Asynchronous, so that an invalid representation fails alone and not with its whole entity batch.
  __resolveReference: async (reference, { caller }) => {
    const id = await Promise.resolve(readReferenceId('PersonalData', reference));
    return caller.subject === id ? { id } : null;
  },
} satisfies PersonalDataResolvers;
