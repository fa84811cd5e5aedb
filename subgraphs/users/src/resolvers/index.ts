import { DateTimeScalar } from '@supergraph/service-kit';
import type { Resolvers } from '../generated/resolvers.js';
import { Mutation } from './mutation.js';
import { Query } from './query.js';
import { User } from './user.js';
import { UserSession } from './user-session.js';

export const resolvers: Resolvers = { DateTime: DateTimeScalar, Mutation, Query, User, UserSession };
