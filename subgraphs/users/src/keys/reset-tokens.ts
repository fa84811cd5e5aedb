import { createHash, createPublicKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { ResetTokens } from '../domain/password-resets.js';
import type { Account } from '../domain/user.js';
import type { KeyStore } from './key-store.js';
import { signToken } from './sign-token.js';

export interface ResetTokenOptions {
  readonly keyStore: KeyStore;
  /** The issuer and the audience of the tokens. */
  readonly issuer: string;
  /** In seconds. At most one hour, because a replaced key is kept for that long. */
  readonly lifetimeS: number;
  readonly clock: () => Date;
}

const TYPE = 'password-reset+jwt';
const MAX_LENGTH = 2_048;

const claimsSchema = z.object({ sub: z.string(), password: z.string() });

/**
 * Reset tokens are JWTs with their own type and audience, so none can be used as an access token. Each is bound to the
 * account's current password, so every change of the password makes it void. Therefore no token is stored.
 */
export function createResetTokens({ keyStore, issuer, lifetimeS, clock }: ResetTokenOptions): ResetTokens {
  const seconds = () => Math.floor(clock().getTime() / 1_000);
  return {
    issue(account) {
      const now = seconds();
      return signToken(keyStore, TYPE, {
        iss: issuer,
        aud: issuer,
        sub: account.user.id,
        password: fingerprint(account),
        iat: now,
        exp: now + lifetimeS,
      });
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

/**
 * The hash of the password's hash. It reveals nothing about the password, because the hash has a secret random salt.
 */
function fingerprint({ passwordHash }: Account): string {
  return createHash('sha256').update(passwordHash).digest('base64url');
}
