import { parsePage } from '@supergraph/service-kit';
import type { CategoryResolvers } from '../generated/resolvers.js';
import { parseSort } from './arguments.js';
import { withStock } from './stock-fields.js';

export const Category = {
  products: ({ id }, args, context, info) =>
    withStock(
      context.catalogueRepository.listProducts({ categoryId: id }, parseSort(args.sort), parsePage(args)),
      context,
      info,
    ),
} satisfies CategoryResolvers;
