import { unauthenticated, type Outcome } from '@supergraph/service-kit';
import type { Context } from '../context.js';
import type { User } from '../domain/user.js';
import type { MutationResolvers } from '../generated/resolvers.js';
import { record, recorded } from './security-events.js';

export const Mutation: MutationResolvers = {
  signUp: async (_parent, { input }, context) => {
    const payload = await context.accounts.signUp(input, context.caller.address);
    return proven(context, recorded(context, 'signed up', payload));
  },
  signIn: async (_parent, { input }, context) => {
    const payload = await context.accounts.signIn(input, context.caller.address);
    return proven(context, recorded(context, 'signed in', payload));
  },
  refreshSession: async (_parent, { input }, context) =>
    proven(context, await context.sessions.refresh(input.refreshToken)),
  signOut: async (_parent, { input }, { sessions }) => {
    await sessions.end(input.refreshToken);
    return { signedOut: true, errors: [] };
  },
  signOutEverywhere: async (_parent, _args, context) => {
    const userId = subjectOf(context);
    const sessionsEnded = known(await context.sessions.endAll(userId));
    record(context, 'sessions ended', userId);
    return { sessionsEnded, errors: [] };
  },
  updateProfile: async (_parent, { input }, context) =>
    known(await context.profiles.update(subjectOf(context), input)),
  changePassword: async (_parent, { input }, context) => {
    const { accounts, caller } = context;
    const payload = known(await accounts.changePassword(subjectOf(context), input, caller.address));
    return recorded(context, 'password changed', payload);
  },
  setRoles: async (_parent, { input }, context) =>
    recorded(context, 'roles changed', await context.profiles.setRoles(input.userId, input.roles)),
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
