import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chooseSigningKey, parseSigningKeys } from './signing-keys.js';

const rsa = (bits = 2_048) => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;
const [one, two] = [rsa(), rsa()];
const jwk = (key = one, members: object = {}) => ({ ...key.export({ format: 'jwk' }), ...members });
const set = (...keys: object[]) => JSON.stringify({ keys });

describe('signing keys', () => {
  it('are read from a JWK set and published without their private parts', () => {
    const [key] = parseSigningKeys(set(jwk(one, { kid: 'k1', nbf: 5 })));
    expect(key).toMatchObject({ id: 'k1', signsFrom: 5 });
    expect(Object.keys(key.publicJwk).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    expect(key.publicJwk.n).toBe(one.export({ format: 'jwk' }).n);
  });

  it('are read from PEM blocks, named by their thumbprint; the first signs', () => {
    const pem = [one, two].map((key) => key.export({ format: 'pem', type: 'pkcs8' }) as string).join('\n');
    const keys = parseSigningKeys(pem);
    expect(keys.map(({ id }) => id)).toEqual(parseSigningKeys(set(jwk(one), jwk(two))).map(({ id }) => id));
    expect(chooseSigningKey(keys, 0)).toBe(keys[0]);
  });

  it.each([
    ['nothing', '', /no private key/],
    ['an empty set', set(), /no private key/],
    ['broken JSON', '{"keys": [', /not JSON/],
    ['no set', '{"kty":"RSA"}', /list of keys/],
    ['a public key', set({ kty: 'RSA', n: jwk().n, e: jwk().e }), /cannot be read/],
    ['a shared secret', set({ kty: 'oct', k: 'c2VjcmV0' }), /cannot be read/],
    [
      'an elliptic key',
      set(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })),
      /not an RSA key/,
    ],
    ['a short key', set(jwk(rsa(1_024))), /not an RSA key of at least 2048 bits/],
    ['one id for two keys', set(jwk(one, { kid: 'k' }), jwk(two, { kid: 'k' })), /same id/],
  ])('are refused from %s, in words that hold nothing of them', (_case, text, reason) => {
    expect(() => parseSigningKeys(text)).toThrow(reason);
    const secret = jwk().d ?? '';
    expect(() => parseSigningKeys(text)).not.toThrow(secret.slice(0, 20));
  });

  it.each([
    [99, 'old', 'the only one that may'],
    [100, 'new', 'the latest, from its moment on'],
    [5, 'old', 'the oldest where none may yet'],
  ])('at %i the %s one signs: %s', (now, id) => {
    const keys = parseSigningKeys(set(jwk(two, { kid: 'new', nbf: 100 }), jwk(one, { kid: 'old', nbf: 10 })));
    expect(chooseSigningKey(keys, now).id).toBe(id);
  });
});
