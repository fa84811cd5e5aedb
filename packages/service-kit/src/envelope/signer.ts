import { hash, randomUUID } from 'node:crypto';
import { chooseSigningKey, type KeyRings } from './key-rings.js';
import { signToken } from './token.js';

/** The header that carries the envelope. */
export const ENVELOPE_HEADER = 'supergraph-envelope';

/** How long an envelope is valid, in seconds: long enough for a slow request, too short to be worth stealing. */
export const ENVELOPE_LIFETIME_S = 30;

/** The maximum length of a client's name in an envelope. */
export const MAX_CLIENT_LENGTH = 200;

/** The content that an envelope authenticates. */
export interface EnvelopeContent {
  /** The subgraph that receives the request. */
  readonly audience: string;
  /** The request's body, byte for byte. */
  readonly body: string;
  readonly caller: {
    readonly subject: string | undefined;
    readonly scopes: ReadonlySet<string>;
    /** The session of the user's access token. */
    readonly session?: string | undefined;
    /** The client's network address, for limits per address. */
    readonly address?: string | undefined;
    /** The client's own name for its program, at most {@link MAX_CLIENT_LENGTH} characters. */
    readonly client?: string | undefined;
  };
  readonly requestId: string;
}

export interface EnvelopeSigner {
  /** Whether a key for this audience exists. */
  knows(audience: string): boolean;
  /** @throws Error when no key for the audience exists */
  sign(content: EnvelopeContent): string;
}

/**
 * Signs envelopes as `issuer`. Each pair of services has its own secrets, so a compromised service can forge only the
 * requests that it may send anyway. Signatures are HMAC because every request between services needs one.
 */
export function createEnvelopeSigner({ issuer, rings }: { issuer: string; rings: KeyRings }): EnvelopeSigner {
  return {
    knows: (audience) => rings.has(audience),
    sign({ audience, body, caller, requestId }) {
      const ring = rings.get(audience);
      if (ring === undefined) throw new Error(`no envelope key for ${audience}`);
      const now = Math.floor(Date.now() / 1_000);
      const { header, secret } = chooseSigningKey(ring, now);
      const claims = {
        sub: caller.subject,
        scope: caller.subject === undefined ? undefined : [...caller.scopes].join(' '),
        sid: caller.session,
        cli: caller.client,
        addr: caller.address,
        bh: hashBody(body),
        rid: requestId,
        jti: randomUUID(),
        iat: now,
        exp: now + ENVELOPE_LIFETIME_S,
        aud: audience,
        iss: issuer,
      };
      return signToken(claims, header, secret);
    },
  };
}

/** The SHA-256 hash of a request's body, in base64url. */
export function hashBody(body: string | Buffer): string {
  return hash('sha256', body, 'base64url');
}
