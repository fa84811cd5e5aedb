import type { Caller, RequestLogger } from '@supergraph/service-kit';
import { createLoaders, type Loaders } from './data/loaders.js';
import type { UserRepository } from './data/user-repository.js';
import type { AccountDeletions } from './domain/account-deletion.js';
import type { Accounts } from './domain/accounts.js';
import type { Administration } from './domain/administration.js';
import type { PasswordResets } from './domain/password-resets.js';
import type { Profiles } from './domain/profiles.js';
import type { Sessions } from './domain/sessions.js';

/** The services that the resolvers of every request use. */
export interface Services {
  readonly users: UserRepository;
  readonly accounts: Accounts;
  readonly passwordResets: PasswordResets;
  readonly profiles: Profiles;
  readonly sessions: Sessions;
  readonly administration: Administration;
  readonly accountDeletions: AccountDeletions;
}

/** The context that the resolvers of one request share. */
export interface Context extends Services {
  readonly caller: Caller;
  readonly logger: RequestLogger;
  readonly loaders: Loaders;
  /** The users who have proven their identity in this request. They may see their own private fields. */
  readonly proven: Set<string>;
}

export function createContext(services: Services, caller: Caller, logger: RequestLogger): Context {
  const loaders = createLoaders(services.users, services.sessions);
  return { ...services, caller, logger, loaders, proven: new Set() };
}
