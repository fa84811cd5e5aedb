import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { fetchText } from '../fetch-text.js';

/** The keys of each id. */
export type Keys = ReadonlyMap<string, readonly KeyObject[]>;

/** The id of keys without one. */
export const NO_ID = '';

const jwksSchema = z.object({
  keys: z.array(z.record(z.string(), z.unknown())).max(100),
});

const FETCH_TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;
/** The limit of keys tried for one token, since each costs a signature check. */
const MAX_KEYS_PER_ID = 8;

/**
 * Reads the issuer's key set.
 *
 * @throws Error when the key set cannot be read or has no usable key
 */
export async function fetchKeys(url: string): Promise<Keys> {
  const { status, text } = await fetchText(url, {
    headers: { accept: 'application/json' },
    timeoutMs: FETCH_TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  });
  if (status !== 200) throw new Error(`the key endpoint answered ${status}`);
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

/** Whether a key was withdrawn. Ids do not show it: an issuer may publish another key under the id of a lost one. */
export function lacksAny(fresh: Keys, old: Keys): boolean {
  const published = new Set([...fresh].flatMap(([id, keys]) => keys.map((key) => thumbprint(id, key))));
  return [...old].some(([id, keys]) => keys.some((key) => !published.has(thumbprint(id, key))));
}

function thumbprint(id: string, key: KeyObject): string {
  return `${createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64')} ${id}`;
}

/** A symmetric key in a public key set is never used: every reader of the set could sign with it. */
function readKey(jwk: Readonly<Record<string, unknown>>): KeyObject | undefined {
  if (jwk.kty === 'oct' || (jwk.use !== undefined && jwk.use !== 'sig')) return undefined;
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    const bits = key.asymmetricKeyDetails?.modulusLength;
    return bits !== undefined && bits < 2_048 ? undefined : key;
  } catch {
    // A kind of key that this Node version does not support. Tokens signed with it find no key.
    return undefined;
  }
}
