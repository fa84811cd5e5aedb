import { createPublicKey, type KeyObject } from 'node:crypto';
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
   * @param keyId of the token's header; undefined fits a key set of one
   * @returns the key at once when it is known
   * @throws KeysUnavailable when the issuer did not say
   */
  find(keyId: string | undefined): KeyObject | undefined | Promise<KeyObject | undefined>;
  /** Goes up when a key was withdrawn: what was verified before must be verified again. */
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

export function createKeySet(options: KeySetOptions): KeySet {
  const { url, logger, refreshMs = 300_000, budget = 5 } = options;
  const unknown = new LRUCache<string, true>({ max: 1_000, ttl: BUDGET_REFILL_MS });
  let keys: ReadonlyMap<string, KeyObject> = new Map();
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
          if ([...keys.keys()].some((id) => !fresh.has(id))) generation += 1;
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

  function lookUp(keyId: string | undefined): KeyObject | undefined {
    if (keyId !== undefined) return keys.get(keyId);
    const [only] = keys.values();
    return keys.size === 1 ? only : undefined;
  }

  async function lookAgain(keyId: string | undefined): Promise<KeyObject | undefined> {
    if (pending === undefined) {
      if (saved < 1) return unavailable();
      saved -= 1;
    }
    await load();
    const key = lookUp(keyId);
    if (key === undefined && failure === undefined && keyId !== undefined) unknown.set(keyId, true);
    return key ?? unavailable();
  }

  /** No key is an answer only while the issuer answers. */
  function unavailable(): KeyObject | undefined {
    if (failure !== undefined) throw new KeysUnavailable(failure);
    return undefined;
  }

  return {
    find(keyId) {
      const key = lookUp(keyId);
      if (key !== undefined) return key;
      if (keyId !== undefined && unknown.has(keyId)) return undefined;
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

async function fetchKeys(url: string): Promise<ReadonlyMap<string, KeyObject>> {
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
  const usable = keys.flatMap((jwk): [string, KeyObject][] => {
    const key = readKey(jwk);
    return key === undefined ? [] : [[typeof jwk.kid === 'string' ? jwk.kid : '', key]];
  });
  if (usable.length === 0) throw new Error('the key set has no usable key');
  return new Map(usable);
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
