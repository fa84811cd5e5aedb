import { DateTimeScalar, type CompleteResolvers } from '@supergraph/service-kit';
import type { Resolvers, ResolversParentTypes } from '../generated/resolvers.js';
import { Mutation } from './mutation.js';
import { Query } from './query.js';
import { User } from './user.js';
import { UserSession } from './user-session.js';

export const resolvers = {
  DateTime: DateTimeScalar,
  Mutation,
  Query,
  User,
  UserSession,
} satisfies CompleteResolvers<Resolvers, ResolversParentTypes>;
