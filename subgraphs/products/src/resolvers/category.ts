import { parsePage } from '@supergraph/service-kit';
import type { CategoryResolvers } from '../generated/resolvers.js';
import { parseSort } from './arguments.js';

export const Category = {
  products: ({ id }, args, { catalogueRepository }) =>
    catalogueRepository.listProducts({ categoryId: id }, parseSort(args.sort), parsePage(args)),
} satisfies CategoryResolvers;
