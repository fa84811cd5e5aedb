import {
  BACKGROUND,
  type Connection,
  fold,
  isDuplicateKey,
  type Page,
  paginate,
  shareReads,
  type Sort,
} from '@supergraph/service-kit';
import mongoose, { type Model } from 'mongoose';
import type { AccountRepository } from '../domain/accounts.js';
import type { AdministrationRepository } from '../domain/administration.js';
import type { AccountDeletion, DeletionRepository } from '../domain/account-deletion.js';
import { DELETED_REVISION, SIGNED_UP_REVISION } from '../domain/user-events.js';
import type { ProfileRepository } from '../domain/profiles.js';
import type { FindRevocations, Revocation } from '../domain/revocations.js';
import type { SessionsDependencies } from '../domain/sessions.js';
import type { Account, User } from '../domain/user.js';
import type { StoredUser } from '../models/user.js';

type SessionOwners = SessionsDependencies['users'];

export interface UserRepository
  extends AccountRepository, ProfileRepository, AdministrationRepository, DeletionRepository, SessionOwners {
  /** Takes one query for any number of ids. Unknown and deleted users are left out. */
  findUsers(ids: readonly string[]): Promise<User[]>;
  list(page: Page): Promise<Connection<User>>;
  /** The deletions with these ids, in the same order. */
  findDeletions(ids: readonly string[]): Promise<(AccountDeletion | undefined)[]>;
  /** When the sessions of the next deleted account are to be erased. */
  findOldestDue(): Promise<Date | undefined>;
  /** The users whose access tokens were all revoked. */
  findRevocations: FindRevocations;
}

const byName: Sort<StoredUser> = {
  name: 'NAME_ASC',
  keys: [
    { field: 'sortName', direction: 1, type: 'string' },
    { field: '_id', direction: 1, type: 'string' },
  ],
};

/** A deleted account is kept for its id. All reads and changes of accounts leave it out. */
const NOT_DELETED = { deletion: null };

/** The sort name of deleted accounts: no name contains this character, and all names come before it. */
const AFTER_ALL_NAMES = '\uFFFF';

/** The accounts that lists contain, in terms of the index by which they are sorted. */
const NAMED = { sortName: mongoose.trusted({ $lt: AFTER_ALL_NAMES }) };

/** @param onEvent called after each change that may have stored an event */
export function createUserRepository(
  model: Model<StoredUser>,
  clock: () => Date,
  onEvent: () => void = () => undefined,
): UserRepository {
  const change = (filter: AccountFilter, update: object) => changeAccount(model, filter, update);
  const findWithHash = async (filter: { _id: string } | { email: string }) => {
    const found = await model
      .findOne({ ...filter, ...NOT_DELETED })
      .select('+passwordHash')
      .lean<StoredUser | null>();
    return found === null ? undefined : toAccount(found);
  };
  /** Revokes all access tokens, in the same update as the change that requires it. */
  const revokeTokens = () => ({ $inc: { tokenEpoch: 1 }, $max: { tokensRevokedAt: clock() } });
  const endSessions = () => endingSessions(clock());
  return {
    findUsers: shareReads(async (ids) => {
      const found = await model
        .find({ _id: mongoose.trusted({ $in: [...ids] }), ...NOT_DELETED })
        .batchSize(ids.length + 1)
        .lean<StoredUser[]>();
      return found.map(toUser);
    }),
    async findUser(id) {
      const found = await model.findOne({ _id: id, ...NOT_DELETED }).lean<StoredUser | null>();
      return found === null ? undefined : toUser(found);
    },
    findAccount: (id) => findWithHash({ _id: id }),
    findAccountByEmail: (email) => findWithHash({ email }),
    insert: (account) => insert(model, account).finally(onEvent),
    async changePassword(id, from, to) {
      const set = { passwordHash: to, updatedAt: clock() };
      const changed = await change({ _id: id, passwordHash: from }, { $set: set, ...endSessions() });
      return changed === null ? undefined : toAccount({ ...changed, passwordHash: to });
    },
    async strengthen(id, from, to) {
      await model.updateOne({ _id: id, passwordHash: from }, { $set: { passwordHash: to } });
    },
    async raiseSessionEpoch(id) {
      return (await model.updateOne({ _id: id, ...NOT_DELETED }, endSessions())).matchedCount > 0;
    },
    findSessionEpochs: (ids) => findSessionEpochs(model, ids),
    async updateProfile(id, changes) {
      const sortName = changes.name === undefined ? {} : { sortName: fold(changes.name) };
      const set = { ...changes, ...sortName, updatedAt: clock() };
      const changed = await change({ _id: id }, { $set: set });
      return changed === null ? undefined : toUser(changed);
    },
    async setRoles(id, roles) {
      const set = { roles: [...roles], updatedAt: clock() };
      const changed = await change({ _id: id }, { $set: set, ...revokeTokens() });
      return changed === null ? undefined : toUser(changed);
    },
    async setDisabled(id, disabled) {
      const $set = { disabled, updatedAt: clock() };
      const update = disabled ? { $set, ...endSessions() } : { $set };
      const changed = await change({ _id: id }, update);
      return changed === null ? undefined : toUser(changed);
    },
    async hasAnyoneWithRole(role, besides) {
      const others = besides === undefined ? {} : { _id: mongoose.trusted({ $ne: besides }) };
      return (
        (await model.exists({ roles: role, disabled: mongoose.trusted({ $ne: true }), ...others })) !== null
      );
    },
    ...createDeletions(model, clock, onEvent),
    list: (page) => paginate({ model, filter: NAMED, sort: byName, page, toItem: toUser }),
    findRevocations: (since, limit) => findRevocations(model, since, limit),
  };
}

/** An account, optionally only with a given password. */
interface AccountFilter {
  readonly _id: string;
  readonly passwordHash?: string;
}

function changeAccount(
  model: Model<StoredUser>,
  filter: AccountFilter,
  update: object,
): Promise<StoredUser | null> {
  return model
    .findOneAndUpdate({ ...filter, ...NOT_DELETED }, update, { returnDocument: 'after' })
    .lean<StoredUser | null>()
    .exec();
}

/** The part of an update that ends all sessions and revokes all access tokens. */
function endingSessions(at: Date) {
  return { $inc: { tokenEpoch: 1, sessionEpoch: 1 }, $max: { tokensRevokedAt: at } };
}

type Deletions = Pick<
  UserRepository,
  'deleteAccount' | 'findDeletions' | 'findOldestDue' | 'findSessionsDue' | 'noteErased'
>;

function createDeletions(model: Model<StoredUser>, clock: () => Date, onEvent: () => void): Deletions {
  return {
    async deleteAccount(id, from, deletion, sessionsDueAt) {
      const $set = { ...erased(id), updatedAt: deletion.requestedAt, deletion, sessionsDueAt };
      const event = { type: 'UserDeleted', revision: DELETED_REVISION, at: deletion.requestedAt } as const;
      const { $inc, $max } = endingSessions(clock());
      const update = { $set, $inc, $max, $push: { events: event }, $min: { unpublishedAt: event.at } };
      const deleted = changeAccount(model, { _id: id, passwordHash: from }, update).finally(onEvent);
      return (await deleted) !== null;
    },
    findDeletions: (ids) => findDeletions(model, ids),
    async findOldestDue() {
      const oldest = await model
        .findOne({ sessionsDueAt: mongoose.trusted({ $gt: new Date(0) }) }, { sessionsDueAt: 1 })
        .sort({ sessionsDueAt: 1 })
        .comment(BACKGROUND)
        .lean<Pick<StoredUser, 'sessionsDueAt'> | null>();
      return oldest?.sessionsDueAt;
    },
    async findSessionsDue(now, limit) {
      const found = await model
        .find({ sessionsDueAt: mongoose.trusted({ $lte: now }) }, { _id: 1 })
        .sort({ sessionsDueAt: 1 })
        .limit(limit)
        .comment(BACKGROUND)
        .lean<Pick<StoredUser, '_id'>[]>();
      return found.map(({ _id }) => _id);
    },
    async noteErased(userId, at) {
      const update = { $set: { 'deletion.accountErasedAt': at }, $unset: { sessionsDueAt: 1 } };
      await model.updateOne({ _id: userId }, update).comment(BACKGROUND);
    },
  };
}

async function insert(model: Model<StoredUser>, account: Account): Promise<boolean> {
  const at = account.user.createdAt;
  try {
    const event = { type: 'UserSignedUp', revision: SIGNED_UP_REVISION, at } as const;
    await model.create({ ...toStored(account), events: [event], unpublishedAt: at });
    return true;
  } catch (error) {
    if (isDuplicateKey(error, 'email')) return false;
    throw error;
  }
}

/** The fields of an account without anything about its person. The email keeps the index on emails unique. */
function erased(id: string): Partial<StoredUser> {
  return {
    name: '',
    sortName: AFTER_ALL_NAMES,
    email: `deleted:${id}`,
    roles: [],
    defaultAddress: null,
    passwordHash: '',
    disabled: true,
  };
}

async function findDeletions(
  model: Model<StoredUser>,
  ids: readonly string[],
): Promise<(AccountDeletion | undefined)[]> {
  const found = await model
    .find({ 'deletion.id': mongoose.trusted({ $in: [...ids] }) }, { deletion: 1 })
    .lean<Pick<StoredUser, 'deletion'>[]>();
  const deletions = new Map(found.map(({ deletion }) => [deletion?.id, deletion]));
  return ids.map((id) => deletions.get(id));
}

async function findSessionEpochs(
  model: Model<StoredUser>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await model
    .find({ _id: mongoose.trusted({ $in: [...ids] }) }, { sessionEpoch: 1 })
    .lean<Pick<StoredUser, '_id' | 'sessionEpoch'>[]>();
  return new Map(found.map(({ _id, sessionEpoch }) => [_id, sessionEpoch]));
}

async function findRevocations(model: Model<StoredUser>, since: Date, limit: number): Promise<Revocation[]> {
  const found = await model
    .find({ tokensRevokedAt: mongoose.trusted({ $gt: since }) }, { tokenEpoch: 1, tokensRevokedAt: 1 })
    .sort({ tokensRevokedAt: 1 })
    .comment(BACKGROUND)
    .limit(limit)
    .lean<Required<Pick<StoredUser, '_id' | 'tokenEpoch' | 'tokensRevokedAt'>>[]>();
  return found.map(({ _id, tokenEpoch, tokensRevokedAt }) => ({
    subject: _id,
    epoch: tokenEpoch,
    at: tokensRevokedAt,
  }));
}

function toUser({ _id, name, email, roles, defaultAddress, createdAt, disabled = false }: StoredUser): User {
  return { id: _id, name, email, roles, defaultAddress, createdAt, disabled };
}

function toAccount(stored: StoredUser): Account {
  const { passwordHash, sessionEpoch, tokenEpoch = 0 } = stored;
  return { user: toUser(stored), passwordHash, sessionEpoch, tokenEpoch };
}

/** The document of a new account. */
export function toStored({ user: { id, ...user }, ...secrets }: Account): StoredUser {
  return { _id: id, ...user, sortName: fold(user.name), updatedAt: user.createdAt, ...secrets };
}
