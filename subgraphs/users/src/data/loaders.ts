import DataLoader from 'dataloader';
import type { User } from '../domain/user.js';
import type { UserRepository } from './user-repository.js';

/** What one request loads, each once: a list of a thousand references costs one query. */
export interface Loaders {
  readonly users: DataLoader<string, User | undefined>;
}

export function createLoaders(repository: Pick<UserRepository, 'findUsers'>): Loaders {
  return {
    users: new DataLoader(async (ids) => {
      const found = new Map((await repository.findUsers(ids)).map((user) => [user.id, user]));
      return ids.map((id) => found.get(id));
    }),
  };
}
