import { createHash } from 'node:crypto';
import { networkOf } from '@supergraph/service-kit';
import { tooManyAttempts, type TooManyAttempts } from './failures.js';
import type { PasswordClient } from './turns.js';

/** Counts attempts for all instances of the service. */
export interface AttemptRepository {
  /** Increments the counter atomically. @returns the new count */
  count(key: string, until: Date): Promise<number>;
  /** Decrements the counter. */
  uncount(key: string): Promise<void>;
  /** Removes the counter. */
  forget(key: string): Promise<void>;
  /** Stores a fact until the given time. */
  remember(key: string, until: Date): Promise<void>;
  /** @returns the time until which the fact is stored; undefined if it is not stored */
  remembers(key: string, now: Date): Promise<Date | undefined>;
}

/** The maximum number of attempts in each window of time. */
export interface Limit {
  readonly attempts: number;
  readonly seconds: number;
}

/** The limits on wrong passwords. */
const wrongPasswords = {
  /** For one account, from one address. */
  pair: { attempts: 10, seconds: 900 },
  /** From one address, for all accounts together. */
  address: { attempts: 50, seconds: 600 },
  /** For one account, from all addresses together. An address that is known for the account is exempt. */
  account: { attempts: 20, seconds: 600 },
} satisfies Record<string, Limit>;

/** The permission to try a password. */
export interface Admission {
  readonly admitted: true;
  /**
   * Call it if the password was right. The attempt then no longer counts as wrong, and the address is known for this
   * account.
   */
  succeeded(): Promise<void>;
}

export interface Refusal {
  readonly admitted: false;
  readonly error: TooManyAttempts;
}

export interface Throttle {
  /**
   * Counts the attempt before it is made, so that concurrent attempts cannot exceed the limit. The work is the same for
   * existing and unknown accounts.
   */
  admitPassword(client: PasswordClient): Promise<Admission | Refusal>;
  /** Counts a sign-up of this address, whether or not it succeeds. */
  admitSignUp(address: string | undefined): Promise<TooManyAttempts | undefined>;
  /** Counts a mail that this address requests for an account, whether or not the account exists. */
  admitPasswordReset(client: PasswordClient): Promise<TooManyAttempts | undefined>;
  /**
   * Call it when the client has proven that it owns the account. Removes the count of wrong passwords, and makes the
   * address known for this account.
   */
  trust(client: PasswordClient): Promise<void>;
}

interface Window {
  readonly key: string;
  readonly limit: Limit;
  readonly ends: Date;
}

/** How long an address stays known for an account after its last sign-in, in days. */
const KNOWN_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Slows down guessing without locking out the owner. A user at a known address is subject only to the limit on all
 * attempts of this address, and to the limit on wrong passwords for this account from this address, so attempts
 * elsewhere do not matter. Without an address only the account's limit applies.
 */
export function createThrottle({
  store,
  clock,
  attempts,
  signUps,
  passwordResets,
}: {
  store: AttemptRepository;
  clock: () => Date;
  /** Password attempts of one address, including right ones. */
  attempts: Limit;
  signUps: Limit;
  /** Mails requested by one address, and mails to one account. */
  passwordResets: { readonly address: Limit; readonly account: Limit };
}): Throttle {
  const { windowOf, count, refusal } = createWindows(store, clock);
  const daysFromNow = (days: number) => new Date(clock().getTime() + days * DAY_MS);

  return {
    async admitPassword({ account, address: clientAddress }) {
      const address = clientAddress === undefined ? '' : networkOf(clientAddress);
      const known = keyOf('known', account, address);
      const tried = windowOf('tried', attempts, address);
      const pair = windowOf('pair', wrongPasswords.pair, account, address);
      const from = windowOf('address', wrongPasswords.address, address);
      const all = windowOf('account', wrongPasswords.account, account);
      const [knownUntil, triedOver, fromOver] = await Promise.all([
        store.remembers(known, clock()),
        count(tried),
        count(from),
      ]);
      const familiar = knownUntil !== undefined && address !== '';
      if (triedOver && address !== '') return { admitted: false, error: refusal(tried) };
      // An address beyond its own limits must not use up the accounts' limits, and must not create a counter for each
      // account that it tries.
      if (fromOver && address !== '' && !familiar) return { admitted: false, error: refusal(from) };
      if ((await count(pair)) && address !== '') return { admitted: false, error: refusal(pair) };
      const allOver = await count(all);
      if (allOver && !familiar) return { admitted: false, error: refusal(all) };
      return {
        admitted: true,
        async succeeded() {
          const isFresh = knownUntil !== undefined && knownUntil > daysFromNow(KNOWN_DAYS - 1);
          await Promise.all([
            store.forget(pair.key),
            store.uncount(from.key),
            store.uncount(all.key),
            ...(isFresh ? [] : [store.remember(known, daysFromNow(KNOWN_DAYS))]),
          ]);
        },
      };
    },
    async admitSignUp(clientAddress) {
      if (clientAddress === undefined) return undefined;
      const window = windowOf('signUp', signUps, networkOf(clientAddress));
      return (await count(window)) ? refusal(window) : undefined;
    },
    async admitPasswordReset({ account, address }) {
      if (address !== undefined) {
        const from = windowOf('resetFrom', passwordResets.address, networkOf(address));
        // As above: an address beyond its limit must not use up an account's limit.
        if (await count(from)) return refusal(from);
      }
      const all = windowOf('resetOf', passwordResets.account, account);
      return (await count(all)) ? refusal(all) : undefined;
    },
    async trust({ account, address: clientAddress }) {
      if (clientAddress === undefined) return;
      const address = networkOf(clientAddress);
      await Promise.all([
        store.forget(windowOf('pair', wrongPasswords.pair, account, address).key),
        store.remember(keyOf('known', account, address), daysFromNow(KNOWN_DAYS)),
      ]);
    },
  };
}

/** Counts in windows of time that begin at the same moment for all keys. */
function createWindows(store: AttemptRepository, clock: () => Date) {
  return {
    windowOf: (kind: string, limit: Limit, ...parts: string[]): Window => {
      const index = Math.floor(clock().getTime() / 1_000 / limit.seconds);
      const ends = new Date((index + 1) * limit.seconds * 1_000);
      return { key: `${keyOf(kind, ...parts)}.${index}`, limit, ends };
    },
    /** Increments the counter. @returns whether the limit is exceeded */
    count: async ({ key, limit, ends }: Window) => (await store.count(key, ends)) > limit.attempts,
    refusal: ({ ends }: Window) => tooManyAttempts((ends.getTime() - clock().getTime()) / 1_000),
  };
}

/** The key is hashed, so that the counters do not show who signs in from which address. */
function keyOf(kind: string, ...parts: string[]): string {
  return `${kind}.${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;
}
