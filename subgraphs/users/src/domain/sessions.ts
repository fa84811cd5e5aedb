import { done, failed, type Outcome } from '@supergraph/service-kit';
import { invalidRefreshToken, type InvalidRefreshToken } from './failures.js';
import { createRefreshToken, createSuccessor, readRefreshToken } from './refresh-token.js';
import { scopesOf } from './scopes.js';
import type { Account, User } from './user.js';

/** What a signed-in device is given. */
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
  readonly createdAt: Date;
  /** When it ends unless it is continued. */
  readonly expiresAt: Date;
  /** When it ends in any case. */
  readonly endsAt: Date;
}

/** Keeps sessions. Each operation is one atomic command on one session. */
export interface SessionStore {
  insert(session: StoredSession): Promise<void>;
  /** Puts a new secret in the place of the given one, if that one is still good. @returns the session if it was */
  rotate(change: {
    id: string;
    from: string;
    to: string;
    now: Date;
    expiresAt: Date;
  }): Promise<StoredSession | undefined>;
  /** @returns the session if there was one */
  remove(id: string): Promise<StoredSession | undefined>;
  /** Removes the oldest sessions of a user beyond the newest `keep`. */
  removeOldest(userId: string, keep: number): Promise<void>;
  /** @returns how many there were that had not run out */
  removeAllOf(userId: string, now: Date): Promise<number>;
}

/** Signs access tokens. */
export interface AccessTokens {
  issue(subject: string, scopes: readonly string[]): { token: string; expiresAt: Date };
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
  begin(account: Pick<Account, 'user' | 'sessionEpoch'>): Promise<Session>;
  refresh(text: string): Promise<Outcome<{ session: Session; user: User }, InvalidRefreshToken>>;
  /** Ends the session of any of its refresh tokens. */
  end(text: string): Promise<void>;
  /** @returns how many sessions ended; undefined when there is no such user */
  endAll(userId: string): Promise<number | undefined>;
}

export interface SessionsDependencies {
  readonly store: SessionStore;
  readonly users: {
    findAccount(id: string): Promise<Account | undefined>;
    /** Makes all sessions that began so far invalid. @returns false when there is no such user */
    raiseSessionEpoch(id: string): Promise<boolean>;
  };
  readonly tokens: AccessTokens;
  readonly clock: () => Date;
  readonly limits: SessionLimits;
  /** Hears of a refresh token used twice: someone has a copy of it. */
  readonly onReuse: (userId: string) => void;
}

/**
 * Sessions are families of refresh tokens, each good once. A second use of one ends its family, for nobody can tell
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
  const after = (seconds: number) => new Date(clock().getTime() + seconds * 1_000);

  function issue(user: User, refreshToken: string): Session {
    const { token, expiresAt } = tokens.issue(user.id, scopesOf(user.roles));
    return { accessToken: token, refreshToken, expiresAt };
  }

  async function revoke(id: string): Promise<void> {
    const ended = await store.remove(id);
    if (ended !== undefined && ended.expiresAt > clock()) onReuse(ended.userId);
  }

  return {
    async begin({ user, sessionEpoch }) {
      const { text, sessionId, secretHash } = createRefreshToken();
      const times = { expiresAt: after(limits.idleS), endsAt: after(limits.maxS) };
      const createdAt = clock();
      await store.insert({
        id: sessionId,
        userId: user.id,
        epoch: sessionEpoch,
        secretHash,
        createdAt,
        ...times,
      });
      await store.removeOldest(user.id, limits.perAccount);
      return issue(user, text);
    },
    async refresh(text) {
      const token = readRefreshToken(text);
      if (token === undefined) return failed(invalidRefreshToken());
      const next = createSuccessor(token);
      const session = await store.rotate({
        id: token.sessionId,
        from: token.secretHash,
        to: next.secretHash,
        now: clock(),
        expiresAt: after(limits.idleS),
      });
      if (session === undefined) {
        await revoke(token.sessionId);
        return failed(invalidRefreshToken());
      }
      const account = await users.findAccount(session.userId);
      if (account?.sessionEpoch !== session.epoch) {
        await store.remove(session.id);
        return failed(invalidRefreshToken());
      }
      return done({ session: issue(account.user, next.text), user: account.user });
    },
    async end(text) {
      const token = readRefreshToken(text);
      if (token !== undefined) await store.remove(token.sessionId);
    },
    async endAll(userId) {
      // The epoch ends them all at once, those that begin at this moment included; removing them is tidiness.
      if (!(await users.raiseSessionEpoch(userId))) return undefined;
      return store.removeAllOf(userId, clock());
    },
  };
}
