import { done, failed, type Outcome } from '@supergraph/service-kit';
import {
  invalidRefreshToken,
  sessionNotFound,
  type InvalidRefreshToken,
  type SessionNotFound,
} from './failures.js';
import { describeClient, type Origin } from './origin.js';
import { createRefreshToken, createSuccessor, readRefreshToken, type RefreshToken } from './refresh-token.js';
import { scopesOf } from './scopes.js';
import type { Account, User } from './user.js';

/** The tokens that a signed-in device is given. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token ends. */
  readonly expiresAt: Date;
}

/** A session as it is kept. */
export interface StoredSession {
  readonly id: string;
  readonly userId: string;
  /** The user's when the session began. */
  readonly epoch: number;
  /** The hash of the one refresh token that is good. */
  readonly secretHash: string;
  /** Undefined in sessions of versions that did not store it; the same holds for the next two. */
  readonly createdAt?: Date | undefined;
  /** When it last got an access token. */
  readonly lastUsedAt?: Date | undefined;
  /** The program that it was last used with, as it named itself; null when it said nothing. */
  readonly client?: string | null | undefined;
  /** When it ends unless it is continued. */
  readonly expiresAt: Date;
  /** When it ends in any case. */
  readonly endsAt: Date;
}

/** Keeps sessions. Each operation is one atomic command on one session. */
export interface SessionRepository {
  insert(session: StoredSession): Promise<void>;
  /** Puts a new secret in the place of the given one, if that one is still good. @returns the session if it was */
  rotate(change: {
    id: string;
    from: string;
    to: string;
    now: Date;
    expiresAt: Date;
    client: string | null;
  }): Promise<StoredSession | undefined>;
  /**
   * Ends a session, and with it the access tokens that it got.
   *
   * @param userId whose session it must be; undefined when it may be anyone's
   * @returns the session as it was, if there was one
   */
  end(id: string, now: Date, userId?: string): Promise<StoredSession | undefined>;
  /** Ends the oldest sessions of a user beyond the newest `keep`. */
  endOldest(userId: string, keep: number, now: Date): Promise<void>;
  /** @returns how many there were that had not run out */
  removeAllOf(userId: string, now: Date): Promise<number>;
  /** The sessions of these users that have neither ended nor run out, the newest first. */
  findLive(userIds: readonly string[], now: Date): Promise<StoredSession[]>;
}

/** Signs access tokens. */
export interface AccessTokens {
  issue(content: {
    readonly subject: string;
    readonly scopes: readonly string[];
    readonly session: string;
    /** The account's `tokenEpoch` when it was read: a change since then makes the token void. */
    readonly epoch: number;
  }): { token: string; expiresAt: Date };
}

export interface SessionLimits {
  /** How long a session lives without being continued, in seconds. */
  readonly idleS: number;
  /** How long it lives at most, in seconds. */
  readonly maxS: number;
  /** How many one account has at most: one more ends the oldest. */
  readonly perAccount: number;
}

export interface Sessions {
  /** Begins a session of someone who has proven who they are. */
  begin(account: Account, origin: Origin): Promise<Session>;
  refresh(
    text: string,
    origin: Origin,
  ): Promise<Outcome<{ session: Session; user: User }, InvalidRefreshToken>>;
  /** The sessions of each of these users that are signed in, the newest first. */
  listOf(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredSession[]>>;
  /** Ends the session of any of its refresh tokens. */
  end(text: string): Promise<void>;
  /** Ends a session of the user by its id. */
  endOne(userId: string, id: string): Promise<Outcome<{ session: StoredSession }, SessionNotFound>>;
  /** @returns how many sessions ended; undefined when there is no such user */
  endAll(userId: string): Promise<number | undefined>;
}

export interface SessionsDependencies {
  readonly store: SessionRepository;
  readonly users: {
    findAccount(id: string): Promise<Account | undefined>;
    /** Makes all sessions that began so far invalid, and void the access tokens issued so far. @returns false when there is no such user */
    raiseSessionEpoch(id: string): Promise<boolean>;
    /** The epochs of these users: sessions of any other epoch are over. */
    findSessionEpochs(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  };
  readonly tokens: AccessTokens;
  readonly clock: () => Date;
  readonly limits: SessionLimits;
  /** Hears of a refresh token used twice: someone has a copy of it. */
  readonly onReuse: (userId: string) => void;
}

/**
 * Sessions are families of refresh tokens, each good once. A second use of one ends its family, for nothing can tell
 * the owner from a thief then. There is no time of grace for clients that ask twice at once: a grace for them would
 * be one for thieves. A client therefore refreshes in one place, and signs in again when an answer got lost.
 */
export function createSessions({
  store,
  users,
  tokens,
  clock,
  limits,
  onReuse,
}: SessionsDependencies): Sessions {
  function issue(account: Account, session: string, refreshToken: string): Session {
    const { token, expiresAt } = tokens.issue({
      subject: account.user.id,
      scopes: scopesOf(account.user.roles),
      session,
      epoch: account.tokenEpoch,
    });
    return { accessToken: token, refreshToken, expiresAt };
  }

  async function revoke(id: string): Promise<void> {
    const ended = await store.end(id, clock());
    if (ended !== undefined && ended.expiresAt > clock()) onReuse(ended.userId);
  }

  return {
    async begin(account, origin) {
      const token = createRefreshToken();
      const session = startSession(account, token, describeClient(origin), clock(), limits);
      await store.insert(session);
      await store.endOldest(session.userId, limits.perAccount, clock());
      return issue(account, session.id, token.text);
    },
    async refresh(text, origin) {
      const token = readRefreshToken(text);
      if (token === undefined) return failed(invalidRefreshToken());
      const next = createSuccessor(token);
      const session = await store.rotate({
        id: token.sessionId,
        from: token.secretHash,
        to: next.secretHash,
        now: clock(),
        expiresAt: later(clock(), limits.idleS),
        client: describeClient(origin),
      });
      if (session === undefined) {
        await revoke(token.sessionId);
        return failed(invalidRefreshToken());
      }
      const account = await users.findAccount(session.userId);
      if (account?.sessionEpoch !== session.epoch || account.user.disabled) {
        await store.end(session.id, clock());
        return failed(invalidRefreshToken());
      }
      return done({ session: issue(account, session.id, next.text), user: account.user });
    },
    listOf: (userIds) => listSessions(store, users, userIds, clock()),
    async end(text) {
      const token = readRefreshToken(text);
      if (token !== undefined) await store.end(token.sessionId, clock());
    },
    async endOne(userId, id) {
      const now = clock();
      const session = await store.end(id, now, userId);
      const wasOver = session === undefined || session.expiresAt <= now;
      return wasOver ? failed(sessionNotFound()) : done({ session });
    },
    async endAll(userId) {
      // The epoch ends them all at once, those that begin at this moment included; removing them is tidiness.
      if (!(await users.raiseSessionEpoch(userId))) return undefined;
      return store.removeAllOf(userId, clock());
    },
  };
}

function startSession(
  { user, sessionEpoch }: Account,
  { sessionId, secretHash }: RefreshToken,
  client: string | null,
  now: Date,
  limits: SessionLimits,
): StoredSession {
  return {
    id: sessionId,
    userId: user.id,
    epoch: sessionEpoch,
    secretHash,
    createdAt: now,
    lastUsedAt: now,
    client,
    expiresAt: later(now, limits.idleS),
    endsAt: later(now, limits.maxS),
  };
}

/** Two queries, whatever the number of users. */
async function listSessions(
  store: SessionRepository,
  users: SessionsDependencies['users'],
  userIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly StoredSession[]>> {
  const [live, epochs] = await Promise.all([store.findLive(userIds, now), users.findSessionEpochs(userIds)]);
  const counting = live.filter(({ userId, epoch }) => epochs.get(userId) === epoch);
  return new Map(userIds.map((id) => [id, counting.filter(({ userId }) => userId === id)]));
}

function later(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1_000);
}
