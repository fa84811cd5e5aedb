import type { KeyObject } from 'node:crypto';
import type { Logger } from '@supergraph/service-kit/service';
import { LRUCache } from 'lru-cache';
import { fetchKeys, lacksAny, NO_ID, type Keys } from './fetch-keys.js';

/**
 * The issuer's public keys. They stay valid while the issuer is unavailable, so that an outage of its key endpoint
 * signs no user out. A token with an unknown key id causes a read, at most once a second, so that random key ids cannot
 * flood the endpoint. Tokens that arrive in between wait for the next read, so that a new key is known within a second
 * of its publication.
 */
export interface KeySet {
  /**
   * @param keyId of the token's header; undefined matches a key set of one, and keys without ids
   * @returns the keys that may have signed it, at once when they are known; an empty list when the issuer has none
   * @throws KeysUnavailable when the issuer did not answer
   */
  find(keyId: string | undefined): readonly KeyObject[] | Promise<readonly KeyObject[]>;
  /**
   * Checks whether the issuer has published other keys under an id: a token that none of the known keys signed is
   * forged, or signed with a replacement key. This happens at most once every 30 s, because forging costs an attacker
   * nothing.
   *
   * @param tried the keys that did not sign it
   * @returns those that were not tried
   */
  findOther(keyId: string | undefined, tried: readonly KeyObject[]): Promise<readonly KeyObject[]>;
  /** Increases when a key was withdrawn or replaced: tokens verified before must be verified again. */
  readonly generation: number;
  close(): void;
}

/**
 * The key is unknown, and the key endpoint does not answer or may not be read again yet, so the token cannot be
 * verified.
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
}

/** The minimum interval between reads for unknown ids, in milliseconds. */
const READ_GAP_MS = 1_000;
/** The limit of requests that wait for such a read. More would crowd out requests that can be answered. */
const MAX_WAITING = 100;
/** How long the keys that a forged token was compared with count as complete, and unknown ids as unknown. */
const TRUSTED_MS = 30_000;

const none: readonly KeyObject[] = [];

export function createKeySet(options: KeySetOptions): KeySet {
  const { url, logger, refreshMs = 300_000 } = options;
  const unknown = new LRUCache<string, true>({ max: 1_000, ttl: TRUSTED_MS });
  let keys: Keys = new Map();
  let generation = 0;
  let pending: Promise<void> | undefined;
  let failure: unknown = new Error('not read yet');
  let trustedUntil = 0;
  const reads = spaceOut(async () => {
    await pending;
    await load();
  });
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

  /** An empty result is valid only when the issuer was asked for the key and answered. */
  async function lookAgain(keyId: string | undefined): Promise<readonly KeyObject[]> {
    const read = reads.next();
    if (read === undefined) throw new KeysUnavailable(new Error('too many tokens with unknown key ids wait'));
    await read;
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
        trustedUntil = now + TRUSTED_MS;
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

/** Runs a piece of work once for all its waiting callers, and at most once in each interval. */
function spaceOut(work: () => Promise<void>) {
  let next: Promise<void> | undefined;
  let last = -READ_GAP_MS;
  let waiting = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    /**
     * @returns a promise of work that begins after the call, since work in progress may have missed a new key;
     * undefined when too many callers wait
     */
    next(): Promise<void> | undefined {
      if (waiting >= MAX_WAITING) return undefined;
      waiting += 1;
      next ??= new Promise<void>((resolve) => {
        timer = setTimeout(resolve, Math.max(0, last + READ_GAP_MS - performance.now()));
      }).then(() => {
        next = undefined;
        waiting = 0;
        last = performance.now();
        return work();
      });
      return next;
    },
    close: () => clearTimeout(timer),
  };
}
