import type { Context } from '../context.js';
import { seesEveryone } from '../domain/scopes.js';
import type { UserResolvers } from '../generated/resolvers.js';
import { loadReferred, refuseCrowds } from './references.js';

/** Whether the caller sees what only the user and staff see. */
export function seesPrivate({ caller, proven }: Context, userId: string): boolean {
  return caller.subject === userId || proven.has(userId) || seesEveryone(caller.scopes);
}

export const User: UserResolvers = {
  __resolveReference(reference, { loaders }, info) {
    refuseCrowds(info);
    return loadReferred(reference, loaders);
  },
  email: (user, _args, context) => (seesPrivate(context, user.id) ? user.email : null),
  roles: (user, _args, context) => (seesPrivate(context, user.id) ? user.roles : null),
  defaultAddress: (user, _args, context) => (seesPrivate(context, user.id) ? user.defaultAddress : null),
};
