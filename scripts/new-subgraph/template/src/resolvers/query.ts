import type { QueryResolvers } from '../generated/resolvers.js';

export const Query = {
  widget: (_root, { id }, { loaders }) => loaders.widgets.load(id),
} satisfies QueryResolvers;
