import DataLoader from 'dataloader';
import type { AccountDeletion } from '../domain/account-deletion.js';
import type { Sessions, StoredSession } from '../domain/sessions.js';
import type { User } from '../domain/user.js';
import type { UserRepository } from './user-repository.js';

/** The loaders of one request. Each entity is loaded once, and a list of a thousand references costs one query. */
export interface Loaders {
  readonly users: DataLoader<string, User | undefined>;
  /** The sessions of a user. */
  readonly sessions: DataLoader<string, readonly StoredSession[]>;
  /** The deletions of accounts, by their own ids. */
  readonly deletions: DataLoader<string, AccountDeletion | undefined>;
}

export function createLoaders(
  users: Pick<UserRepository, 'findUsers' | 'findDeletions'>,
  sessions: Pick<Sessions, 'listOf'>,
): Loaders {
  return {
    users: new DataLoader(async (ids) => {
      const found = new Map((await users.findUsers(ids)).map((user) => [user.id, user]));
      return ids.map((id) => found.get(id));
    }),
    sessions: new DataLoader(async (ids) => {
      const found = await sessions.listOf(ids);
      return ids.map((id) => found.get(id) ?? []);
    }),
    deletions: new DataLoader((ids) => users.findDeletions(ids)),
  };
}
