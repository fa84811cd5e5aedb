import { readReferenceId } from '@supergraph/service-kit';
import type { Context } from '../context.js';
import { seesEveryone } from '../domain/scopes.js';
import type { UserResolvers } from '../generated/resolvers.js';

/** Whether the caller may see the fields that only the user and staff may see. */
export function seesPrivate({ caller, proven }: Context, userId: string): boolean {
  return caller.subject === userId || proven.has(userId) || seesEveryone(caller.scopes);
}

export const User = {
  // Asynchronous, so that an invalid representation fails alone and not with its whole entity batch.
  __resolveReference: async (reference, { loaders }) =>
    loaders.users.load(readReferenceId('User', reference)),
  email: (user, _args, context) => (seesPrivate(context, user.id) ? user.email : null),
  createdAt: (user, _args, context) => (seesPrivate(context, user.id) ? user.createdAt : null),
  roles: (user, _args, context) => (seesPrivate(context, user.id) ? user.roles : null),
  disabled: (user, _args, context) => (seesPrivate(context, user.id) ? user.disabled : null),
  sessions: async (user, _args, context) =>
    seesPrivate(context, user.id) ? [...(await context.loaders.sessions.load(user.id))] : null,
  defaultAddress: (user, _args, context) => (seesPrivate(context, user.id) ? user.defaultAddress : null),
} satisfies UserResolvers;
