import type { UserSessionResolvers } from '../generated/resolvers.js';

export const UserSession: UserSessionResolvers = {
  current: ({ id }, _args, { caller }) => caller.session === id,
};
