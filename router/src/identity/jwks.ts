import type { KeyObject } from 'node:crypto';
import type { Logger } from '@supergraph/service-kit';
import { LRUCache } from 'lru-cache';
import { fetchKeys, lacksAny, NO_ID, type Keys } from './fetch-keys.js';

/**
 * The issuer's public keys. They are kept while the issuer is away: an outage of its key endpoint must sign nobody
 * out. A token with an unknown key id makes us look, at most once a second: random key ids would otherwise have us
 * hammer the endpoint. Tokens that come in between wait for the next look, so that a key is known a second after it is
 * published, whatever else is sent.
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
}

/** Reads on account of unknown ids begin this far apart, in milliseconds. */
const READ_GAP_MS = 1_000;
/** Requests that wait for such a read; more would take the place of requests that could be answered. */
const MAX_WAITING = 100;
/** How long keys that a forged token was compared with are taken for all there are, and unknown ids for unknown. */
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

  /** No key is an answer only when the issuer was asked for it and answered. */
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

/** Does a piece of work once for all that wait for it, and at most once in each gap. */
function spaceOut(work: () => Promise<void>) {
  let next: Promise<void> | undefined;
  let last = -READ_GAP_MS;
  let waiting = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    /**
     * @returns a promise of work that begins after the call, for work under way may have missed a new key; undefined
     *   when too many wait
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
