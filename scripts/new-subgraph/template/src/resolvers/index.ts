import type { CompleteResolvers } from '@supergraph/service-kit';
import type { Resolvers, ResolversParentTypes } from '../generated/resolvers.js';
import { Mutation } from './mutation.js';
import { Query } from './query.js';
import { Widget } from './widget.js';

export const resolvers = { Query, Mutation, Widget } satisfies CompleteResolvers<
  Resolvers,
  ResolversParentTypes
>;
