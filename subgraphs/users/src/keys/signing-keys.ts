import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { StartError } from '@supergraph/service-kit/start-error';
import { z } from 'zod';

/** A key that signs access tokens, or that no longer signs but is still published. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  /** The public part, in the format of RFC 7517. */
  readonly publicJwk: Readonly<Record<string, string>>;
  /** The time from which the key may sign, in seconds since 1970. Verifiers have fetched it by then. */
  readonly signsFrom: number;
}

/** At least one key. */
export type SigningKeys = readonly [SigningKey, ...SigningKey[]];

const jwkSchema = z.looseObject({ kid: z.string().min(1).optional(), nbf: z.int().nonnegative().optional() });
const jwksSchema = z.object({ keys: z.array(jwkSchema) });

/** The minimum RSA key size. Careful verifiers, including the router, refuse RS256 with a smaller key. */
const MIN_BITS = 2_048;

/**
 * Reads private keys from a JWK set or from consecutive PEM blocks.
 *
 * @throws StartError with the reason, without any part of a key
 */
export function parseSigningKeys(text: string): SigningKeys {
  const [first, ...others] = text.trimStart().startsWith('{') ? readJwks(text) : readPem(text);
  if (first === undefined) throw new StartError('there is no private key: give a JWK set or PEM blocks');
  const keys: SigningKeys = [first, ...others];
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new StartError('two keys have the same id');
  return keys;
}

/** The key that signs at a time in seconds since 1970: the latest that may sign, and the first of equal ones. */
export function chooseSigningKey(keys: SigningKeys, now: number): SigningKey {
  const [first, ...others] = keys;
  const isBetter = (key: SigningKey, best: SigningKey) =>
    key.signsFrom <= now
      ? best.signsFrom > now || key.signsFrom > best.signsFrom
      : // No key may sign yet: this machine's clock is slow. Verifiers are most likely to have the oldest key.
        best.signsFrom > now && key.signsFrom < best.signsFrom;
  return others.reduce((best, key) => (isBetter(key, best) ? key : best), first);
}

function readJwks(text: string): SigningKey[] {
  const parsed = jwksSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new StartError('the JWK set has no list of keys');
  return parsed.data.keys.map((jwk) =>
    toSigningKey(() => createPrivateKey({ key: { ...jwk }, format: 'jwk' }), jwk.kid, jwk.nbf),
  );
}

function readPem(text: string): SigningKey[] {
  const blocks =
    text.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/g) ?? [];
  return blocks.map((pem) => toSigningKey(() => createPrivateKey(pem)));
}

function toSigningKey(read: () => KeyObject, id?: string, signsFrom = 0): SigningKey {
  let privateKey: KeyObject;
  try {
    privateKey = read();
  } catch {
    throw new StartError('a key cannot be read as a private key');
  }
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (privateKey.asymmetricKeyType !== 'rsa' || bits < MIN_BITS) {
    throw new StartError(`a key is not an RSA key of at least ${MIN_BITS} bits`);
  }
  const { n = '', e = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const kid = id ?? thumbprint(n, e);
  return { id: kid, privateKey, signsFrom, publicJwk: { kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e } };
}

/** The thumbprint of RFC 7638: the members must be in this order, without spaces. */
export function thumbprint(n: string, e: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StartError('the JWK set is not JSON');
  }
}
