import { DateTimeScalar, type CompleteResolvers } from '@supergraph/service-kit';
import type { Resolvers, ResolversParentTypes } from '../generated/resolvers.js';
import { AccountDeletion } from './account-deletion.js';
import { Mutation } from './mutation.js';
import { PersonalData } from './personal-data.js';
import { Query } from './query.js';
import { User } from './user.js';
import { UserSession } from './user-session.js';

export const resolvers = {
  AccountDeletion,
  DateTime: DateTimeScalar,
  Mutation,
  PersonalData,
  Query,
  User,
  UserSession,
} satisfies CompleteResolvers<Resolvers, ResolversParentTypes>;
