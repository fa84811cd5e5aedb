import type { KeyObject } from 'node:crypto';
import type { Logger } from '@supergraph/service-kit';
import { LRUCache } from 'lru-cache';
import { fetchKeys, lacksAny, NO_ID, type Keys } from './fetch-keys.js';

/**
 * The issuer's public keys. They are kept while the issuer is away: an outage of its key endpoint must sign nobody
 * out. A token with an unknown key id makes us look, at most as often as a small budget allows: whoever sends
 * random key ids would otherwise have us hammer the endpoint.
 */
export interface KeySet {
  /**
   * @param keyId of the token's header; undefined fits a key set of one, and keys without ids
   * @returns the keys that may have signed it, at once when they are known; none when the issuer has none
   * @throws KeysUnavailable when the issuer did not say
   */
  find(keyId: string | undefined): readonly KeyObject[] | Promise<readonly KeyObject[]>;
  /**
   * Looks whether the issuer has put other keys under an id: a token that none of the known ones signed is forged, or
   * signed with the one that took their place. At most once every 30 s, for forging costs nothing.
   *
   * @param tried the keys that did not sign it
   * @returns those that were not tried
   */
  findOther(keyId: string | undefined, tried: readonly KeyObject[]): Promise<readonly KeyObject[]>;
  /** Goes up when a key was withdrawn or replaced: what was verified before must be verified again. */
  readonly generation: number;
  close(): void;
}

/**
 * The key was never seen, and the key endpoint does not answer or is not asked again yet: nobody can say whether the
 * token is good.
 */
export class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('the token issuer does not publish its keys at the moment', { cause });
    this.name = 'KeysUnavailable';
  }
}

export interface KeySetOptions {
  readonly url: string;
  readonly logger: Logger;
  /** How often the keys are read again, in milliseconds. Default five minutes. */
  readonly refreshMs?: number;
  /** Reads on account of unknown keys that can be saved up; one comes back every 30 s. Default 5. */
  readonly budget?: number;
}

const BUDGET_REFILL_MS = 30_000;

const none: readonly KeyObject[] = [];

export function createKeySet(options: KeySetOptions): KeySet {
  const { url, logger, refreshMs = 300_000, budget = 5 } = options;
  const unknown = new LRUCache<string, true>({ max: 1_000, ttl: BUDGET_REFILL_MS });
  let keys: Keys = new Map();
  let generation = 0;
  let pending: Promise<void> | undefined;
  let failure: unknown = new Error('not read yet');
  const reads = createReadBudget(budget);
  let trustedUntil = 0;
  const refresh = setInterval(() => void load(), refreshMs).unref();

  function load(): Promise<void> {
    pending ??= fetchKeys(url)
      .then(
        (fresh) => {
          if (lacksAny(fresh, keys)) generation += 1;
          keys = fresh;
          failure = undefined;
          unknown.clear();
        },
        (error: unknown) => {
          failure = error;
          logger.warn({ err: error }, 'the token issuer keys could not be read: the known ones are kept');
        },
      )
      .finally(() => (pending = undefined));
    return pending;
  }

  function lookUp(keyId: string | undefined): readonly KeyObject[] {
    if (keyId !== undefined) return keys.get(keyId) ?? none;
    const [only] = keys.values();
    return (keys.size === 1 ? only : keys.get(NO_ID)) ?? none;
  }

  /** No key is an answer only when the issuer was asked for it and answered. */
  async function lookAgain(keyId: string | undefined): Promise<readonly KeyObject[]> {
    if (pending === undefined && !reads.spend()) {
      throw new KeysUnavailable(failure ?? new Error('it was asked too often on account of unknown ids'));
    }
    await load();
    const found = lookUp(keyId);
    if (found.length > 0) return found;
    if (failure !== undefined) throw new KeysUnavailable(failure);
    unknown.set(keyId ?? NO_ID, true);
    return none;
  }

  return {
    find(keyId) {
      const found = lookUp(keyId);
      if (found.length > 0) return found;
      if (unknown.has(keyId ?? NO_ID)) return none;
      return lookAgain(keyId);
    },
    async findOther(keyId, tried) {
      const now = performance.now();
      if (pending !== undefined || now >= trustedUntil) {
        trustedUntil = now + BUDGET_REFILL_MS;
        await load();
      }
      return lookUp(keyId).filter((key) => !tried.some((other) => other.equals(key)));
    },
    get generation() {
      return generation;
    },
    close() {
      reads.close();
      clearInterval(refresh);
    },
  };
}

/** So many reads can be saved up; one comes back every 30 s. */
function createReadBudget(most: number) {
  let saved = most;
  const refill = setInterval(() => (saved = Math.min(most, saved + 1)), BUDGET_REFILL_MS).unref();
  return {
    spend(): boolean {
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
    close: () => clearInterval(refill),
  };
}
