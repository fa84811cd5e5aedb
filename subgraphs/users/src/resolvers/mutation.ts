import { unauthenticated, type Outcome } from '@supergraph/service-kit';
import type { Context } from '../context.js';
import type { User } from '../domain/user.js';
import type { MutationResolvers } from '../generated/resolvers.js';

export const Mutation: MutationResolvers = {
  signUp: async (_parent, { input }, context) =>
    proven(context, await context.accounts.signUp(input, context.caller.address)),
  signIn: async (_parent, { input }, context) =>
    proven(context, await context.accounts.signIn(input, context.caller.address)),
  refreshSession: async (_parent, { input }, context) =>
    proven(context, await context.sessions.refresh(input.refreshToken)),
  signOut: async (_parent, { input }, { sessions }) => {
    await sessions.end(input.refreshToken);
    return { signedOut: true, errors: [] };
  },
  signOutEverywhere: async (_parent, _args, context) => {
    const sessionsEnded = known(await context.sessions.endAll(subjectOf(context)));
    return { sessionsEnded, errors: [] };
  },
  updateProfile: async (_parent, { input }, context) =>
    known(await context.profiles.update(subjectOf(context), input)),
  changePassword: async (_parent, { input }, context) =>
    known(await context.accounts.changePassword(subjectOf(context), input, context.caller.address)),
  setRoles: (_parent, { input }, { profiles }) => profiles.setRoles(input.userId, input.roles),
};

/** Whoever has just signed in sees what is their own in the answer. */
function proven<Payload extends Outcome<{ readonly user: User }, unknown>>(
  context: Context,
  payload: Payload,
): Payload {
  if ('user' in payload) context.proven.add(payload.user.id);
  return payload;
}

function subjectOf({ caller }: Context): string {
  if (caller.subject === undefined) throw unauthenticated();
  return caller.subject;
}

/** The token is good and its user is gone. */
function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw unauthenticated();
  return value;
}
