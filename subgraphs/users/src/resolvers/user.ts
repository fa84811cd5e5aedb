import { badUserInput } from '@supergraph/service-kit';
import type { Context } from '../context.js';
import { seesEveryone } from '../domain/scopes.js';
import type { UserResolvers } from '../generated/resolvers.js';

/** Whether the caller sees what only the user and staff see. */
export function seesPrivate({ caller, proven }: Context, userId: string): boolean {
  return caller.subject === userId || proven.has(userId) || seesEveryone(caller.scopes);
}

export const User: UserResolvers = {
  __resolveReference: (reference, { loaders }) => loaders.users.load(readId(reference)),
  email: (user, _args, context) => (seesPrivate(context, user.id) ? user.email : null),
  roles: (user, _args, context) => (seesPrivate(context, user.id) ? user.roles : null),
  defaultAddress: (user, _args, context) => (seesPrivate(context, user.id) ? user.defaultAddress : null),
};

/** `_Any` is any JSON: nothing has checked the representation before. */
function readId(reference: object): string {
  const { id, __typename: type, ...others } = reference as Record<string, unknown>;
  if (type !== 'User' || typeof id !== 'string' || Object.keys(others).length > 0) {
    throw badUserInput('A User is referred to by its id, a string, and nothing else.');
  }
  return id;
}
