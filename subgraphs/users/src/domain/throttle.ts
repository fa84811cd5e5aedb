import { createHash } from 'node:crypto';
import { networkOf } from '@supergraph/service-kit';
import { tooManyAttempts, type TooManyAttempts } from './failures.js';
import type { PasswordClient } from './turns.js';

/** Counts attempts where every instance of the service sees them. */
export interface AttemptRepository {
  /** Counts one more, atomically. @returns how many there are now */
  count(key: string, until: Date): Promise<number>;
  /** Takes one back. */
  uncount(key: string): Promise<void>;
  /** Takes all back. */
  forget(key: string): Promise<void>;
  /** Keeps a fact until then. */
  remember(key: string, until: Date): Promise<void>;
  /** @returns until when the fact is kept; undefined when it is not known */
  remembers(key: string, now: Date): Promise<Date | undefined>;
}

/** At most so many attempts in each span of time. */
export interface Limit {
  readonly attempts: number;
  readonly seconds: number;
}

/** How often a password may be wrong. */
const wrongPasswords = {
  /** For one account, from one address. */
  pair: { attempts: 10, seconds: 900 },
  /** From one address, whatever the account. */
  address: { attempts: 50, seconds: 600 },
  /** For one account, from all addresses together that it never signed in from. */
  account: { attempts: 20, seconds: 600 },
} satisfies Record<string, Limit>;

/** A password attempt that may be made. */
export interface Admission {
  readonly admitted: true;
  /** The password was right: the attempt does not count as a wrong one, and this address is the account's own from now on. */
  succeeded(): Promise<void>;
}

export interface Refusal {
  readonly admitted: false;
  readonly error: TooManyAttempts;
}

export interface Throttle {
  /**
   * Counts the attempt before it is made, so that a hundred at once are no way around the limit. The work is the
   * same for accounts that exist and accounts that do not.
   */
  admitPassword(client: PasswordClient): Promise<Admission | Refusal>;
  /** Counts a new account made, or refused, for this address. */
  admitSignUp(address: string | undefined): Promise<TooManyAttempts | undefined>;
  /** Counts a mail to an account that this address asks for, whether there is such an account or not. */
  admitPasswordReset(client: PasswordClient): Promise<TooManyAttempts | undefined>;
  /** The client has proven that the account is its own: its wrong passwords are forgotten and its address is the account's own. */
  trust(client: PasswordClient): Promise<void>;
}

interface Window {
  readonly key: string;
  readonly limit: Limit;
  readonly ends: Date;
}

/** How long an address stays known after its last sign-in. */
const KNOWN_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Slows guessing down without locking an owner out: a user who signed in from an address before is held to the limit of
 * that address and account alone, whatever others try elsewhere. Without an address only the account's limit holds.
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
  /** Password attempts of one address, right ones included. */
  attempts: Limit;
  signUps: Limit;
  /** Mails that one address asks for, and mails to one account. */
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
      // Attempts of one address beyond its own limits must neither use up the account's, nor leave a counter
      // for each account it thinks of.
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
        // As above: an address beyond its limit uses up no account's.
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

/** Counts in windows of time that begin at the same moments for all. */
function createWindows(store: AttemptRepository, clock: () => Date) {
  return {
    windowOf: (kind: string, limit: Limit, ...parts: string[]): Window => {
      const index = Math.floor(clock().getTime() / 1_000 / limit.seconds);
      const ends = new Date((index + 1) * limit.seconds * 1_000);
      return { key: `${keyOf(kind, ...parts)}.${index}`, limit, ends };
    },
    /** Counts one more. @returns whether that is one too many */
    count: async ({ key, limit, ends }: Window) => (await store.count(key, ends)) > limit.attempts,
    refusal: ({ ends }: Window) => tooManyAttempts((ends.getTime() - clock().getTime()) / 1_000),
  };
}

/** Hashed, so that the counters do not tell who signs in from where. */
function keyOf(kind: string, ...parts: string[]): string {
  return `${kind}.${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;
}
