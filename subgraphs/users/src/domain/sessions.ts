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

/** The tokens of a signed-in device. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The time at which the access token expires. */
  readonly expiresAt: Date;
}

/** A session as it is stored. */
export interface StoredSession {
  readonly id: string;
  readonly userId: string;
  /** The user's session epoch when the session began. */
  readonly epoch: number;
  /** The hash of the only refresh token that is valid. */
  readonly secretHash: string;
  /** Undefined in sessions of earlier versions, like the next two fields. */
  readonly createdAt?: Date | undefined;
  /** The time at which the session last got an access token. */
  readonly lastUsedAt?: Date | undefined;
  /** The program that last used the session, as it names itself; null if unknown. */
  readonly client?: string | null | undefined;
  /** The time at which the session expires unless it is refreshed. */
  readonly expiresAt: Date;
  /** The time at which the session expires in any case. */
  readonly endsAt: Date;
}

/** Stores sessions. Each operation is atomic for each session. */
export interface SessionRepository {
  insert(session: StoredSession): Promise<void>;
  /** Replaces the secret if it is still valid. @returns the session, or undefined if the secret is not valid */
  rotate(change: {
    id: string;
    from: string;
    to: string;
    now: Date;
    expiresAt: Date;
    client: string | null;
  }): Promise<StoredSession | undefined>;
  /**
   * Ends a session and revokes its access tokens.
   *
   * @param userId the session's required owner; undefined allows any
   * @returns the session before it ended; undefined if there was none
   */
  end(id: string, now: Date, userId?: string): Promise<StoredSession | undefined>;
  /** Ends the sessions of a user beyond the `keep` newest. */
  endOldest(userId: string, keep: number, now: Date): Promise<void>;
  /** @returns the number of sessions that had neither ended nor expired */
  removeAllOf(userId: string, now: Date): Promise<number>;
  /** Deletes all that is stored about a user's sessions, without revoking their access tokens. */
  eraseAllOf(userId: string): Promise<void>;
  /** The sessions of these users that have neither ended nor expired, the newest first. */
  findLive(userIds: readonly string[], now: Date): Promise<StoredSession[]>;
}

export interface AccessTokens {
  issue(content: {
    readonly subject: string;
    readonly scopes: readonly string[];
    readonly session: string;
    /** The account's `tokenEpoch` when it was read. A later increment makes the token void. */
    readonly epoch: number;
  }): { token: string; expiresAt: Date };
}

export interface SessionLimits {
  /** How long a session lives without being refreshed, in seconds. */
  readonly idleS: number;
  /** The maximum lifetime of a session, in seconds. */
  readonly maxS: number;
  /** The maximum number of sessions per account. One more ends the oldest. */
  readonly perAccount: number;
}

export interface Sessions {
  /** Begins a session for a user who has proven their identity. */
  begin(account: Account, origin: Origin): Promise<Session>;
  refresh(
    text: string,
    origin: Origin,
  ): Promise<Outcome<{ session: Session; user: User }, InvalidRefreshToken>>;
  /** The live sessions of each of these users, the newest first. */
  listOf(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredSession[]>>;
  /** Ends a session, given any of its refresh tokens. */
  end(text: string): Promise<void>;
  /** Ends a session of the user by its id. */
  endOne(userId: string, id: string): Promise<Outcome<{ session: StoredSession }, SessionNotFound>>;
  /** @returns the number of ended sessions; undefined if there is no such user */
  endAll(userId: string): Promise<number | undefined>;
}

export interface SessionsDependencies {
  readonly store: SessionRepository;
  readonly users: {
    findAccount(id: string): Promise<Account | undefined>;
    /** Ends all sessions and revokes all access tokens of a user. @returns false if there is no such user */
    raiseSessionEpoch(id: string): Promise<boolean>;
    /** The current session epoch of each user. Sessions with another epoch have ended. */
    findSessionEpochs(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  };
  readonly tokens: AccessTokens;
  readonly clock: () => Date;
  readonly limits: SessionLimits;
}

/**
 * A session is a family of refresh tokens, each of which is valid once. The second use of a token ends its session,
 * because the owner and a thief cannot be told apart. There is no grace period for clients that send two requests at
 * once, because thieves could use it too. A client must therefore refresh in one place, and sign in again if a response
 * was lost.
 */
export function createSessions({ store, users, tokens, clock, limits }: SessionsDependencies): Sessions {
  function issue(account: Account, session: string, refreshToken: string): Session {
    const { token, expiresAt } = tokens.issue({
      subject: account.user.id,
      scopes: scopesOf(account.user.roles),
      session,
      epoch: account.tokenEpoch,
    });
    return { accessToken: token, refreshToken, expiresAt };
  }

  /** @returns the session's user; undefined if it was over */
  async function revoke(id: string): Promise<string | undefined> {
    const ended = await store.end(id, clock());
    return ended !== undefined && ended.expiresAt > clock() ? ended.userId : undefined;
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
      // The token was used before, which means that somebody has a copy of it.
      if (session === undefined) return failed(invalidRefreshToken(await revoke(token.sessionId)));
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
      // Raising the epoch ends all sessions at once, including those that begin now. The removal only cleans up.
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

/** Takes two queries for any number of users. */
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
