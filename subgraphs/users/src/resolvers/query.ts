import { parsePage } from '@supergraph/service-kit';
import type { QueryResolvers } from '../generated/resolvers.js';
import { seesPrivate } from './user.js';

export const Query = {
  me: (_parent, _args, { caller, loaders }) =>
    caller.subject === undefined ? null : loaders.users.load(caller.subject),
  user: (_parent, { id }, context) => (seesPrivate(context, id) ? context.loaders.users.load(id) : null),
  exportMyData: (_parent, _args, { caller: { subject } }) => (subject === undefined ? null : { id: subject }),
  accountDeletion: (_parent, { id }, { loaders }) => loaders.deletions.load(id),
  users: (_parent, args, { users }) => users.list(parsePage(args)),
} satisfies QueryResolvers;
