import { createWidget } from '../domain/widget.js';
import type { MutationResolvers } from '../generated/resolvers.js';

export const Mutation = {
  createWidget: (_root, { input }, { repository }) => createWidget(repository, input),
} satisfies MutationResolvers;
