import jwt from 'jsonwebtoken';
import type { KeyStore } from './key-store.js';
import { chooseSigningKey } from './signing-keys.js';

/** The claims of a token, with its time of issue in seconds since 1970. */
interface Claims extends jwt.JwtPayload {
  readonly iat: number;
}

/** Signs a JWT with the key that signs at its time of issue. @param typ the type of the token, in its header */
export function signToken({ keys }: KeyStore, typ: string, claims: Claims): string {
  const { id: kid, privateKey } = chooseSigningKey(keys, claims.iat);
  return jwt.sign(claims, privateKey, { algorithm: 'RS256', header: { alg: 'RS256', typ, kid } });
}
