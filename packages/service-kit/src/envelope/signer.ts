import { createHash, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { KeyRings } from './key-rings.js';

/** The header that carries the envelope. */
export const ENVELOPE_HEADER = 'supergraph-envelope';

/** How long an envelope is good for, in seconds: long enough for a slow hop, too short to be worth stealing. */
export const ENVELOPE_LIFETIME_S = 30;

/** The longest name of a client's program that an envelope carries. */
export const MAX_CLIENT_LENGTH = 200;

/** The content that one envelope vouches for. */
export interface EnvelopeContent {
  /** The subgraph it is for. */
  readonly audience: string;
  /** The request's body, byte for byte. */
  readonly body: string;
  readonly caller: {
    readonly subject: string | undefined;
    readonly scopes: ReadonlySet<string>;
    /** The session that the user's access token belongs to. */
    readonly session?: string | undefined;
    /** The client's network address, for limits that are kept per address. */
    readonly address?: string | undefined;
    /** The program that the client says it is, at most {@link MAX_CLIENT_LENGTH} characters. */
    readonly client?: string | undefined;
  };
  readonly requestId: string;
}

export interface EnvelopeSigner {
  /** Whether there is a key for this audience. */
  knows(audience: string): boolean;
  /** @throws Error when there is no key for the audience */
  sign(content: EnvelopeContent): string;
}

/**
 * Signs envelopes as `issuer`. Each pair of services has secrets of its own, so a service that is broken into can
 * forge what it may say itself and nothing more. HMAC, for a signature is made on every hop.
 */
export function createEnvelopeSigner({ issuer, rings }: { issuer: string; rings: KeyRings }): EnvelopeSigner {
  return {
    knows: (audience) => rings.has(audience),
    sign({ audience, body, caller, requestId }) {
      const key = rings.get(audience)?.[0];
      if (key === undefined) throw new Error(`no envelope key for ${audience}`);
      const claims = {
        ...(caller.subject === undefined ? {} : { sub: caller.subject, scope: [...caller.scopes].join(' ') }),
        ...(caller.session === undefined ? {} : { sid: caller.session }),
        ...(caller.client === undefined ? {} : { cli: caller.client }),
        ...(caller.address === undefined ? {} : { addr: caller.address }),
        bh: hashBody(body),
        rid: requestId,
        jti: randomUUID(),
      };
      return jwt.sign(claims, key.secret, {
        algorithm: 'HS256',
        keyid: key.id,
        issuer,
        audience,
        expiresIn: ENVELOPE_LIFETIME_S,
      });
    },
  };
}

/** SHA-256 of a request's body, base64url. */
export function hashBody(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('base64url');
}
