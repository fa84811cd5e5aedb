import { formatAmount } from '@supergraph/money';
import { badUserInput } from '@supergraph/service-kit';
import { availabilityOf, buyable, heldUnits } from '../domain/ledger.js';
import type { ProductResolvers } from '../generated/resolvers.js';

export const Product = {
  __resolveReference: (reference, { loaders }) => loaders.product(idOf(reference)),
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

const LONGEST_ID = 128;

/** A representation is data from outside: nothing checked it against the schema before. */
function idOf(reference: Readonly<Record<string, unknown>>): string {
  const { id } = reference;
  const others = Object.keys(reference).filter((key) => key !== 'id' && key !== '__typename');
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID || others.length > 0)
    throw badUserInput('A Product is represented by its id, a string, and nothing else.');
  return id;
}
