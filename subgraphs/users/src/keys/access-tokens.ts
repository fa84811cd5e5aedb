import { randomUUID } from 'node:crypto';
import type { AccessTokens } from '../domain/sessions.js';
import type { KeyStore } from './key-store.js';
import { signToken } from './sign-token.js';

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
      return { token: signToken(keyStore, 'at+jwt', claims), expiresAt: new Date(claims.exp * 1_000) };
    },
  };
}
