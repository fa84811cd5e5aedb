import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { AccessTokens } from '../domain/sessions.js';
import type { KeyStore } from './key-store.js';
import { chooseSigningKey } from './signing-keys.js';

export interface AccessTokenOptions {
  readonly keyStore: KeyStore;
  readonly issuer: string;
  readonly audience: string;
  /** In seconds. */
  readonly lifetimeS: number;
  readonly clock: () => Date;
}

/** Signs access tokens according to RFC 9068. */
export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { keyStore, issuer, audience, lifetimeS, clock } = options;
  return {
    issue({ subject, scopes, session, epoch }) {
      const now = Math.floor(clock().getTime() / 1_000);
      const key = chooseSigningKey(keyStore.keys, now);
      const claims = {
        iss: issuer,
        aud: audience,
        sub: subject,
        sid: session,
        epoch,
        scope: scopes.join(' '),
        jti: randomUUID(),
        iat: now,
        exp: now + lifetimeS,
      };
      const header = { alg: 'RS256', typ: 'at+jwt', kid: key.id } as const;
      const token = jwt.sign(claims, key.privateKey, { algorithm: 'RS256', header });
      return { token, expiresAt: new Date(claims.exp * 1_000) };
    },
  };
}
