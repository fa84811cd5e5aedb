import { parsePage } from '@supergraph/service-kit';
import { isOnSale } from '../domain/product.js';
import type { QueryResolvers } from '../generated/resolvers.js';
import { parseFilter, parseSort } from './arguments.js';
import { parseProductIds } from './stock-input.js';

export const Query = {
  product: (_root, { id }, { loaders }) => loaders.product(id),
  productBySku: (_root, { sku }, { catalogueRepository }) => catalogueRepository.findProductBySku(sku),
  products: (_root, args, { catalogueRepository, currency }) =>
    catalogueRepository.listProducts(
      parseFilter(args.filter, currency),
      parseSort(args.sort),
      parsePage(args),
    ),
  categories: (_root, _args, { catalogueRepository }) => catalogueRepository.listCategories(),
  category: (_root, { id }, { loaders }) => loaders.category(id),
  productsOnSale: async (_root, { ids }, { catalogueRepository }) =>
    (await catalogueRepository.findProducts(parseProductIds(ids))).filter(isOnSale),
} satisfies QueryResolvers;
