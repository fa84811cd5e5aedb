import { timingSafeEqual, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ROUTER, type Caller } from './caller.js';
import type { KeyRings } from './key-rings.js';
import { ENVELOPE_LIFETIME_S, hashBody, MAX_CLIENT_LENGTH } from './signer.js';

/** The request has no envelope, or one that is not good. The message is for the log: the sender learns nothing. */
export class EnvelopeError extends Error {
  readonly reason: EnvelopeRefusal;

  constructor(message: string, reason: EnvelopeRefusal = 'invalid') {
    super(message);
    this.name = 'EnvelopeError';
    this.reason = reason;
  }
}

/** `clock`: a well-made envelope that is too old or from the future, as the clocks of sender and receiver have it. */
export type EnvelopeRefusal = 'invalid' | 'clock' | 'replayed';

export interface EnvelopeVerifier {
  /** @throws EnvelopeError when the envelope does not vouch for exactly this body, here and now, once in this process */
  verify(envelope: string | string[] | undefined, body: Buffer): Caller;
}

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1).optional(),
  scope: z.string().optional(),
  sid: z.string().min(1).max(256).optional(),
  cli: z.string().max(MAX_CLIENT_LENGTH).optional(),
  addr: z.string().max(100).optional(),
  bh: z.string(),
  rid: z.string(),
  jti: z.string(),
  exp: z.number(),
  iat: z.number(),
});

/** By how much the clocks of two machines may differ: time servers failing for days cost less than that. */
const CLOCK_TOLERANCE_S = 30;

/** How long an envelope may be accepted at most: a fast clock made it, and it is accepted for a while after its end. */
const REMEMBERED_S = ENVELOPE_LIFETIME_S + 2 * CLOCK_TOLERANCE_S + 1;

/** Envelopes remembered so that none is accepted twice; at more requests than this in 91 s the oldest are forgotten. */
const REMEMBERED = 200_000;

/** Verifies the envelopes sent to `audience`. */
export function createEnvelopeVerifier({
  audience,
  rings,
}: {
  audience: string;
  rings: KeyRings;
}): EnvelopeVerifier {
  const seen = new LRUCache<string, true>({
    max: REMEMBERED,
    ttl: REMEMBERED_S * 1_000,
    ttlResolution: 1_000,
    // The clock that envelopes end by: set back, it keeps them good for longer, and so must this.
    perf: Date,
  });
  return {
    verify(envelope, body) {
      if (typeof envelope !== 'string') throw new EnvelopeError('no envelope');
      const claims = readClaims(envelope, audience, rings);
      if (!sameText(claims.bh, hashBody(body))) throw new EnvelopeError('the body is not the one signed');
      const id = `${claims.iss} ${claims.jti}`;
      if (seen.has(id)) throw new EnvelopeError('the envelope was used before', 'replayed');
      seen.set(id, true);
      return {
        subject: claims.sub,
        scopes: new Set(claims.scope?.split(' ').filter((scope) => scope !== '')),
        service: claims.iss,
        session: claims.sid,
        client: claims.cli,
        address: claims.addr,
        requestId: claims.rid,
      };
    },
  };
}

function readClaims(envelope: string, audience: string, rings: KeyRings): z.infer<typeof claimsSchema> {
  try {
    // Decoding throws too: at a payload that says it is JSON and is none.
    const unverified = jwt.decode(envelope, { complete: true });
    if (unverified === null || typeof unverified.payload === 'string')
      throw new EnvelopeError('not an envelope');
    const secret = findSecret(rings, unverified.payload.iss, unverified.header.kid);
    const payload = jwt.verify(envelope, secret, {
      algorithms: ['HS256'],
      audience,
      // Told below, with by how much.
      ignoreExpiration: true,
    });
    const claims = claimsSchema.parse(payload);
    if (claims.exp - claims.iat > ENVELOPE_LIFETIME_S) throw new EnvelopeError('the envelope lives too long');
    checkTimes(claims);
    // Otherwise a holder of one service's key could act as any user at the services that it may call.
    const { iss, sub, scope, sid, cli, addr } = claims;
    if (iss !== ROUTER && [sub, scope, sid, cli, addr].some((claim) => claim !== undefined)) {
      throw new EnvelopeError(`only the router speaks for users, and this is ${iss}`);
    }
    return claims;
  } catch (error) {
    if (error instanceof EnvelopeError) throw error;
    throw new EnvelopeError(error instanceof Error ? error.message : 'not an envelope');
  }
}

/** One made ahead of time would be good for later, and once more when its id is forgotten. */
function checkTimes({ iss, iat, exp }: z.infer<typeof claimsSchema>): void {
  const now = Date.now() / 1_000;
  const [ahead, late] = [Math.round(iat - now), Math.round(now - exp)];
  if (iat > now + CLOCK_TOLERANCE_S) {
    const message = `the envelope is from the future: the clock of ${iss} is ${ahead} s ahead of ours, set both right`;
    throw new EnvelopeError(message, 'clock');
  }
  if (now >= exp + CLOCK_TOLERANCE_S) {
    const message = `the envelope ended ${late} s ago: the clock of ${iss} is behind ours, or the request was held up`;
    throw new EnvelopeError(message, 'clock');
  }
}

function findSecret(rings: KeyRings, issuer: string | undefined, keyId: string | undefined): KeyObject {
  const key = rings.get(issuer ?? '')?.find(({ id }) => id === keyId);
  if (key === undefined)
    throw new EnvelopeError('the envelope is signed with a key that is not in ENVELOPE_KEYS_IN');
  return key.secret;
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
