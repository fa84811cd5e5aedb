import { parsePage, readReferenceId } from '@supergraph/service-kit';
import type { PersonalDataResolvers } from '../generated/resolvers.js';

export const PersonalData = {
  // Asynchronous, so that an invalid representation fails alone and not with its whole entity batch.
  __resolveReference: async (reference, { caller }) => {
    const id = await Promise.resolve(readReferenceId('PersonalData', reference));
    return caller.subject === id ? { id } : null;
  },
  orders: ({ id }, page, { orders }) => orders.listOfCustomer(id, {}, parsePage(page)),
} satisfies PersonalDataResolvers;
