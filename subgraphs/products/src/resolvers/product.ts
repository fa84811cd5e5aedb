import { readReferenceId } from '@supergraph/service-kit';
import { availabilityOf, buyable, heldUnits } from '../domain/ledger.js';
import type { Stock } from '../domain/repositories.js';
import type { ProductResolvers } from '../generated/resolvers.js';

export const Product = {
  // Asynchronous, so that an invalid representation fails alone and not with its whole entity batch.
  __resolveReference: async (reference, { loaders }) =>
    loaders.product(readReferenceId('Product', reference)),
  category: ({ categoryId }, _args, { loaders }) =>
    categoryId === null ? null : loaders.category(categoryId),
  availability: (product, _args, { loaders }) =>
    once(loaders.ledger(product), (ledger) => availabilityOf(ledger, product.lowStockThreshold)),
  stock: (product, _args, { loaders }) => once(loaders.ledger(product), buyable),
  inventory: (product, _args, { loaders }) =>
    once(loaders.ledger(product), (ledger) => {
      const { available, sold, received } = ledger;
      return { available, held: heldUnits(ledger), sold, received };
    }),
} satisfies ProductResolvers;

/** A field of the stock, at once if the stock is known. */
function once<Value>(stock: Stock | Promise<Stock>, field: (stock: Stock) => Value): Value | Promise<Value> {
  return stock instanceof Promise ? stock.then(field) : field(stock);
}
