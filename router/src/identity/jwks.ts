import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { Logger } from '@supergraph/service-kit';
import { LRUCache } from 'lru-cache';
import { request } from 'undici';
import { z } from 'zod';

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
  /** Goes up when a key was withdrawn or replaced: what was verified before must be verified again. */
  readonly generation: number;
  close(): void;
}

/** The key endpoint does not answer and the key was never seen: nobody can say whether the token is good. */
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

const jwksSchema = z.object({
  keys: z.array(z.record(z.string(), z.unknown())).max(100),
});

const BUDGET_REFILL_MS = 30_000;
const FETCH_TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;
/** Keys tried for one token: each costs a signature check. */
const MAX_KEYS_PER_ID = 8;

const none: readonly KeyObject[] = [];
const NO_ID = '';

/** The keys of each id. */
type Keys = ReadonlyMap<string, readonly KeyObject[]>;

export function createKeySet(options: KeySetOptions): KeySet {
  const { url, logger, refreshMs = 300_000, budget = 5 } = options;
  const unknown = new LRUCache<string, true>({ max: 1_000, ttl: BUDGET_REFILL_MS });
  let keys: Keys = new Map();
  let generation = 0;
  let pending: Promise<void> | undefined;
  let failure: unknown = new Error('not read yet');
  let saved = budget;
  const refill = setInterval(() => (saved = Math.min(budget, saved + 1)), BUDGET_REFILL_MS).unref();
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

  async function lookAgain(keyId: string | undefined): Promise<readonly KeyObject[]> {
    if (pending === undefined) {
      if (saved < 1) return unavailable();
      saved -= 1;
    }
    await load();
    const found = lookUp(keyId);
    if (found.length > 0) return found;
    if (failure === undefined && keyId !== undefined) unknown.set(keyId, true);
    return unavailable();
  }

  /** No key is an answer only while the issuer answers. */
  function unavailable(): readonly KeyObject[] {
    if (failure !== undefined) throw new KeysUnavailable(failure);
    return none;
  }

  return {
    find(keyId) {
      const found = lookUp(keyId);
      if (found.length > 0) return found;
      if (keyId !== undefined && unknown.has(keyId)) return none;
      return lookAgain(keyId);
    },
    get generation() {
      return generation;
    },
    close() {
      clearInterval(refill);
      clearInterval(refresh);
    },
  };
}

async function fetchKeys(url: string): Promise<Keys> {
  const { statusCode, body } = await request(url, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  let text = '';
  for await (const chunk of body) {
    text += String(chunk);
    if (text.length > MAX_BYTES) throw new Error('the key set is too large');
  }
  if (statusCode !== 200) throw new Error(`the key endpoint answered ${statusCode}`);
  const { keys } = jwksSchema.parse(JSON.parse(text));
  const usable = new Map<string, KeyObject[]>();
  for (const jwk of keys) {
    const key = readKey(jwk);
    if (key === undefined) continue;
    const id = typeof jwk.kid === 'string' ? jwk.kid : NO_ID;
    const same = usable.get(id) ?? [];
    usable.set(id, same);
    if (same.length < MAX_KEYS_PER_ID) same.push(key);
  }
  if (usable.size === 0) throw new Error('the key set has no usable key');
  return usable;
}

/** Whether a key is gone. Ids say nothing of it: an issuer may publish another key under the id of one it lost. */
function lacksAny(fresh: Keys, old: Keys): boolean {
  const published = new Set([...fresh].flatMap(([id, keys]) => keys.map((key) => thumbprint(id, key))));
  return [...old].some(([id, keys]) => keys.some((key) => !published.has(thumbprint(id, key))));
}

function thumbprint(id: string, key: KeyObject): string {
  return `${createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64')} ${id}`;
}

/** A symmetric key among the public ones is nobody's: it would make every reader of the set a signer. */
function readKey(jwk: Readonly<Record<string, unknown>>): KeyObject | undefined {
  if (jwk.kty === 'oct' || (jwk.use !== undefined && jwk.use !== 'sig')) return undefined;
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    const bits = key.asymmetricKeyDetails?.modulusLength;
    return bits !== undefined && bits < 2_048 ? undefined : key;
  } catch {
    // A kind of key that this Node does not know: tokens signed with it find no key.
    return undefined;
  }
}
