import type { UserSessionResolvers } from '../generated/resolvers.js';

export const UserSession = {
  current: ({ id }, _args, { caller }) => caller.session === id,
} satisfies UserSessionResolvers;
