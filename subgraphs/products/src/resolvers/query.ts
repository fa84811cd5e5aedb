import { parsePage } from '@supergraph/service-kit';
import type { QueryResolvers } from '../generated/resolvers.js';
import { parseFilter, parseSort } from './arguments.js';

export const Query = {
  product: (_root, { id }, { loaders }) => loaders.product(id),
  productBySku: (_root, { sku }, { store }) => store.findProductBySku(sku),
  products: (_root, args, { store, currency }) =>
    store.listProducts(parseFilter(args.filter, currency), parseSort(args.sort), parsePage(args)),
  categories: (_root, _args, { store }) => store.listCategories(),
  category: (_root, { id }, { loaders }) => loaders.category(id),
} satisfies QueryResolvers;
