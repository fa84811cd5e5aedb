import { readReferenceId } from '@supergraph/service-kit';
import { availabilityOf, buyable, heldUnits } from '../domain/ledger.js';
import type { ProductResolvers } from '../generated/resolvers.js';

export const Product = {
  // Asynchronous, so that an invalid representation fails alone and not with its whole entity batch.
  __resolveReference: async (reference, { loaders }) =>
    loaders.product(readReferenceId('Product', reference)),
  category: ({ categoryId }, _args, { loaders }) =>
    categoryId === null ? null : loaders.category(categoryId),
  availability: async (product, _args, { loaders }) =>
    availabilityOf(await loaders.ledger(product), product.lowStockThreshold),
  stock: async (product, _args, { loaders }) => buyable(await loaders.ledger(product)),
  inventory: async (product, _args, { loaders }) => {
    const ledger = await loaders.ledger(product);
    const { available, sold, received } = ledger;
    return { available, held: heldUnits(ledger), sold, received };
  },
} satisfies ProductResolvers;
