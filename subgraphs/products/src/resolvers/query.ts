import { parsePage } from '@supergraph/service-kit';
import { isOnSale } from '../domain/product.js';
import type { QueryResolvers } from '../generated/resolvers.js';
import { parseFilter, parseSort } from './arguments.js';
import { withStock } from './stock-fields.js';
import { parseProductIds } from './stock-input.js';

export const Query = {
  product: (_root, { id }, { loaders }) => loaders.product(id),
  productBySku: (_root, { sku }, { catalogueRepository }) => catalogueRepository.findProductBySku(sku),
  products: (_root, args, context, info) =>
    withStock(
      context.catalogueRepository.listProducts(
        parseFilter(args.filter, context.currency),
        parseSort(args.sort),
        parsePage(args),
      ),
      context,
      info,
    ),
  categories: (_root, _args, { catalogueRepository }) => catalogueRepository.listCategories(),
  category: (_root, { id }, { loaders }) => loaders.category(id),
  productsOnSale: async (_root, { ids }, { catalogueRepository }) =>
    (await catalogueRepository.findProducts(parseProductIds(ids))).filter(isOnSale),
} satisfies QueryResolvers;
