import { createHash, createPublicKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { ResetTokens } from '../domain/password-resets.js';
import type { Account } from '../domain/user.js';
import type { KeyStore } from './key-store.js';
import { chooseSigningKey } from './signing-keys.js';

export interface ResetTokenOptions {
  readonly keyStore: KeyStore;
  /** Both who issues the tokens and whom they are for. */
  readonly issuer: string;
  /** In seconds: at most the hour for which a key that was replaced is kept. */
  readonly lifetimeS: number;
  readonly clock: () => Date;
}

const TYPE = 'password-reset+jwt';
const MAX_LENGTH = 2_048;

const claimsSchema = z.object({ sub: z.string(), password: z.string() });

/**
 * JWTs of a type and an audience of their own, so that none passes for an access token. Each is bound to the password
 * that the account has: when that changes, by this token or in any other way, the token is void. So nothing is stored.
 */
export function createResetTokens({ keyStore, issuer, lifetimeS, clock }: ResetTokenOptions): ResetTokens {
  const seconds = () => Math.floor(clock().getTime() / 1_000);
  return {
    issue(account) {
      const now = seconds();
      const key = chooseSigningKey(keyStore.keys, now);
      const claims = {
        iss: issuer,
        aud: issuer,
        sub: account.user.id,
        password: fingerprint(account),
        iat: now,
        exp: now + lifetimeS,
      };
      const header = { alg: 'RS256', typ: TYPE, kid: key.id } as const;
      return jwt.sign(claims, key.privateKey, { algorithm: 'RS256', header });
    },
    read(token) {
      const claims = verify(token, { keyStore, issuer, now: seconds() });
      return claims && { userId: claims.sub, isFor: (account) => claims.password === fingerprint(account) };
    },
  };
}

function verify(token: string, expected: { keyStore: KeyStore; issuer: string; now: number }) {
  if (token.length > MAX_LENGTH) return undefined;
  const kid = jwt.decode(token, { complete: true })?.header.kid;
  const key = expected.keyStore.keys.find(({ id }) => id === kid);
  if (key === undefined) return undefined;
  try {
    const { header, payload } = jwt.verify(token, createPublicKey(key.privateKey), {
      algorithms: ['RS256'],
      issuer: expected.issuer,
      audience: expected.issuer,
      clockTimestamp: expected.now,
      complete: true,
    });
    return header.typ === TYPE ? claimsSchema.safeParse(payload).data : undefined;
  } catch (error) {
    if (error instanceof jwt.JsonWebTokenError) return undefined;
    throw error;
  }
}

/** The hash of a password's hash, whose random salt nobody knows: it tells nothing of the password. */
function fingerprint({ passwordHash }: Account): string {
  return createHash('sha256').update(passwordHash).digest('base64url');
}
