import { formatAmount } from '@supergraph/money';
import { availabilityOf, buyable, heldUnits } from '../domain/ledger.js';
import type { ProductResolvers } from '../generated/resolvers.js';
import { loadReferred, refuseCrowds } from './references.js';

export const Product = {
  __resolveReference(reference, { loaders }, info) {
    refuseCrowds(info);
    return loadReferred(reference, loaders);
  },
  price: ({ price }) => ({ amount: formatAmount(price), currency: price.currency }),
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
