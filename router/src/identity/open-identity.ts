import type { Logger } from '@supergraph/service-kit/service';
import { createKeySet } from './jwks.js';
import { createRevocations, refuseRevoked } from './revocations.js';
import { createTokenVerifier, type TokenRules, type TokenVerifier } from './verify.js';

/** The source of tokens, and the conditions that they must meet. */
export interface TokenSource {
  readonly jwksUrl: string;
  /** Undefined for an issuer that does not publish revoked tokens. */
  readonly revocations: { readonly url: string; readonly pollMs: number } | undefined;
  readonly rules: TokenRules;
}

export interface Identity {
  /** Undefined without an issuer: then every caller is anonymous. */
  readonly verifier: TokenVerifier | undefined;
  close(): void;
}

/** Opens the verification of callers: the issuer's keys and its list of revoked tokens, both read periodically. */
export function openIdentity(source: TokenSource | undefined, logger: Logger): Identity {
  if (source === undefined) return { verifier: undefined, close: () => undefined };
  const { jwksUrl, revocations: published, rules } = source;
  const keys = createKeySet({ url: jwksUrl, logger });
  const verifier = createTokenVerifier(keys, rules);
  if (published === undefined) return { verifier, close: () => keys.close() };
  const revocations = createRevocations({ ...published, keys, rules, logger });
  return {
    verifier: refuseRevoked(verifier, revocations),
    close() {
      revocations.close();
      keys.close();
    },
  };
}
