import { parsePage, readReferenceId } from '@supergraph/service-kit';
import type { PersonalDataResolvers } from '../generated/resolvers.js';
import { selectedParts } from './order-parts.js';

export const PersonalData = {
  // Asynchronous, so that an invalid representation fails alone and not with its whole entity batch.
  __resolveReference: async (reference, { caller }) => {
    const id = await Promise.resolve(readReferenceId('PersonalData', reference));
    return caller.subject === id ? { id } : null;
  },
  orders: ({ id }, page, { orders }, info) =>
    orders.listOfCustomer(id, {}, parsePage(page), selectedParts(info)),
} satisfies PersonalDataResolvers;
