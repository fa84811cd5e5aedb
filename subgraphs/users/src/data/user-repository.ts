import {
  type Connection,
  fold,
  isDuplicateKey,
  type Page,
  paginate,
  type Sort,
} from '@supergraph/service-kit';
import mongoose, { type Model } from 'mongoose';
import type { AccountStore } from '../domain/accounts.js';
import type { ProfileStore } from '../domain/profiles.js';
import type { SessionsDependencies } from '../domain/sessions.js';
import type { Account, User } from '../domain/user.js';
import type { StoredUser } from '../models/user.js';

export interface UserRepository extends AccountStore, ProfileStore {
  raiseSessionEpoch: SessionsDependencies['users']['raiseSessionEpoch'];
  /** One query, whatever the number of ids. Unknown ids are left out. */
  findUsers(ids: readonly string[]): Promise<User[]>;
  list(page: Page): Promise<Connection<User>>;
}

const byName: Sort<StoredUser> = {
  name: 'NAME_ASC',
  keys: [
    { field: 'sortName', direction: 1, type: 'string' },
    { field: '_id', direction: 1, type: 'string' },
  ],
};

export function createUserRepository(model: Model<StoredUser>, clock: () => Date): UserRepository {
  const change = async (filter: { _id: string; passwordHash?: string }, update: object) => {
    const options = { returnDocument: 'after', lean: true } as const;
    return (await model.findOneAndUpdate(filter, update, options)) as StoredUser | null;
  };
  return {
    async findUsers(ids) {
      const found = await model.find({ _id: mongoose.trusted({ $in: [...ids] }) }).lean<StoredUser[]>();
      return found.map(toUser);
    },
    async findUser(id) {
      const found = await model.findOne({ _id: id }).lean<StoredUser | null>();
      return found === null ? undefined : toUser(found);
    },
    async findAccount(id) {
      return toAccount(await model.findOne({ _id: id }).select('+passwordHash').lean<StoredUser | null>());
    },
    async findAccountByEmail(email) {
      return toAccount(await model.findOne({ email }).select('+passwordHash').lean<StoredUser | null>());
    },
    async insert(account) {
      try {
        await model.create(toStored(account));
        return true;
      } catch (error) {
        if (isDuplicateKey(error, 'email')) return false;
        throw error;
      }
    },
    async changePassword(id, from, to) {
      const set = { passwordHash: to, updatedAt: clock() };
      const changed = await change({ _id: id, passwordHash: from }, { $set: set, $inc: { sessionEpoch: 1 } });
      return toAccount(changed === null ? null : { ...changed, passwordHash: to });
    },
    async strengthen(id, from, to) {
      await model.updateOne({ _id: id, passwordHash: from }, { $set: { passwordHash: to } });
    },
    async raiseSessionEpoch(id) {
      return (await model.updateOne({ _id: id }, { $inc: { sessionEpoch: 1 } })).matchedCount > 0;
    },
    async updateProfile(id, changes) {
      const sortName = changes.name === undefined ? {} : { sortName: fold(changes.name) };
      const set = { ...changes, ...sortName, updatedAt: clock() };
      const changed = await change({ _id: id }, { $set: set });
      return changed === null ? undefined : toUser(changed);
    },
    async setRoles(id, roles) {
      const changed = await change({ _id: id }, { $set: { roles: [...roles], updatedAt: clock() } });
      return changed === null ? undefined : toUser(changed);
    },
    async hasAnyoneWithRole(role, besides) {
      const others = besides === undefined ? {} : { _id: mongoose.trusted({ $ne: besides }) };
      return (await model.exists({ roles: role, ...others })) !== null;
    },
    list: (page) => paginate({ model, filter: {}, sort: byName, page, toItem: toUser }),
  };
}

function toUser({ _id, name, email, roles, defaultAddress, createdAt }: StoredUser): User {
  return { id: _id, name, email, roles, defaultAddress, createdAt };
}

function toAccount(stored: StoredUser | null): Account | undefined {
  if (stored === null) return undefined;
  return { user: toUser(stored), passwordHash: stored.passwordHash, sessionEpoch: stored.sessionEpoch };
}

/** What a new account looks like in the database. */
export function toStored({ user: { id, ...user }, passwordHash, sessionEpoch }: Account): StoredUser {
  return {
    _id: id,
    ...user,
    sortName: fold(user.name),
    updatedAt: user.createdAt,
    passwordHash,
    sessionEpoch,
  };
}
