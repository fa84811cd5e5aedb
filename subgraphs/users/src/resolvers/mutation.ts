import { unauthenticated, type Outcome } from '@supergraph/service-kit';
import type { Context } from '../context.js';
import type { Actor } from '../domain/administration.js';
import type { Origin } from '../domain/origin.js';
import { isAdministrator } from '../domain/scopes.js';
import type { User } from '../domain/user.js';
import type { MutationResolvers } from '../generated/resolvers.js';
import { record, recorded } from './security-events.js';

export const Mutation = {
  signUp: async (_parent, { input }, context) => {
    const payload = await context.accounts.signUp(input, originOf(context));
    return proven(context, recorded(context, 'signed up', payload));
  },
  signIn: async (_parent, { input }, context) => {
    const payload = await context.accounts.signIn(input, originOf(context));
    return proven(context, recorded(context, 'signed in', payload));
  },
  refreshSession: async (_parent, { input }, context) => {
    const payload = await context.sessions.refresh(input.refreshToken, originOf(context));
    const accountId = payload.errors[0]?.accountId;
    if (accountId !== undefined) record(context, 'refresh token reused', accountId);
    return proven(context, payload);
  },
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
  endSession: async (_parent, { input }, context) => {
    const userId = subjectOf(context);
    const payload = await context.sessions.endOne(userId, input.id);
    if ('session' in payload) record(context, 'session ended', userId);
    return payload;
  },
  endSessions: async (_parent, { input: { userId } }, context) => {
    const payload = await context.administration.endSessions(actorOf(context), userId);
    if ('sessionsEnded' in payload) record(context, 'sessions ended', userId);
    return payload;
  },
  disableUser: async (_parent, { input }, context) =>
    recorded(
      context,
      'account disabled',
      await context.administration.disable(actorOf(context), input.userId),
    ),
  enableUser: async (_parent, { input }, context) =>
    recorded(context, 'account enabled', await context.administration.enable(actorOf(context), input.userId)),
  updateProfile: async (_parent, { input }, context) =>
    known(await context.profiles.update(subjectOf(context), input)),
  changePassword: async (_parent, { input }, context) => {
    const origin = originOf(context);
    const payload = known(await context.accounts.changePassword(subjectOf(context), input, origin));
    return recorded(context, 'password changed', payload);
  },
  requestPasswordReset: async (_parent, { input }, context) => {
    const payload = await context.passwordResets.request(input, originOf(context));
    if ('requested' in payload) record(context, 'password reset requested');
    return payload;
  },
  resetPassword: async (_parent, { input }, context) => {
    const payload = await context.passwordResets.reset(input, originOf(context));
    return proven(context, recorded(context, 'password reset', payload));
  },
  deleteAccount: async (_parent, { input }, context) => {
    const origin = originOf(context);
    const payload = known(await context.accountDeletions.request(subjectOf(context), input, origin));
    return recorded(context, 'account deleted', payload);
  },
  setRoles: async (_parent, { input }, context) =>
    recorded(context, 'roles changed', await context.profiles.setRoles(input.userId, input.roles)),
} satisfies MutationResolvers;

/** A user who has just signed in may see their own private fields in the response. */
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

function actorOf(context: Context): Actor {
  return { id: subjectOf(context), isAdministrator: isAdministrator(context.caller.scopes) };
}

function originOf({ caller }: Context): Origin {
  return { address: caller.address, client: caller.client };
}

/** The token is valid, but its user no longer exists. */
function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw unauthenticated();
  return value;
}
