import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { maxEntries } from '../max-entries.js';
import { ROUTER, type Caller } from './caller.js';
import type { KeyRings } from './key-rings.js';
import { ENVELOPE_LIFETIME_S, hashBody, MAX_CLIENT_LENGTH } from './signer.js';
import { isSameText, isSignedWith, parseToken } from './token.js';

/** The request has no valid envelope. The message is only logged: the sender learns no reason. */
export class EnvelopeError extends Error {
  readonly reason: EnvelopeRefusal;

  constructor(message: string, reason: EnvelopeRefusal = 'invalid') {
    super(message);
    this.name = 'EnvelopeError';
    this.reason = reason;
  }
}

/** `clock`: an authentic envelope that is expired or from the future, by the clocks of sender and receiver. */
export type EnvelopeRefusal = 'invalid' | 'clock' | 'replayed';

export interface EnvelopeVerifier {
  /**
   * @throws EnvelopeError unless the envelope authenticates exactly this body, for this service, now, for the first
   * time in this process
   */
  verify(envelope: string | string[] | undefined, body: Buffer): Caller;
}

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
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

type Claims = z.infer<typeof claimsSchema>;

/** The maximum difference between the clocks of two machines: even time servers that fail for days cause less. */
const CLOCK_TOLERANCE_S = 30;

/**
 * The maximum time during which an envelope may be accepted: from a sender with a fast clock, plus the tolerance after
 * its expiry.
 */
const REMEMBERED_S = ENVELOPE_LIFETIME_S + 2 * CLOCK_TOLERANCE_S + 1;

/**
 * The maximum number of remembered envelope ids, so that none is accepted twice. With more requests than this in 91 s,
 * the oldest are forgotten.
 */
const REMEMBERED = 200_000;

/** Verifies the envelopes of requests sent to `audience`. */
export function createEnvelopeVerifier({
  audience,
  rings,
}: {
  audience: string;
  rings: KeyRings;
}): EnvelopeVerifier {
  const seen = new LRUCache<string, true>({
    ...maxEntries(REMEMBERED),
    ttl: REMEMBERED_S * 1_000,
    ttlResolution: 1_000,
    // Ids expire by the clock that envelopes expire by: when it is set back, envelopes stay valid for longer, and ids
    // must too.
    perf: Date,
  });
  return {
    verify(envelope, body) {
      if (typeof envelope !== 'string') throw new EnvelopeError('no envelope');
      const claims = readClaims(envelope, audience, rings);
      if (!isSameText(claims.bh, hashBody(body))) throw new EnvelopeError('the body is not the one signed');
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

function readClaims(envelope: string, audience: string, rings: KeyRings): Claims {
  const claims = claimsSchema.safeParse(authenticate(envelope, rings));
  if (!claims.success) throw new EnvelopeError(claims.error.message);
  checkClaims(claims.data, audience);
  return claims.data;
}

/** @returns the payload, once it is certain that the service that it names has signed it */
function authenticate(envelope: string, rings: KeyRings): object {
  const token = parseToken(envelope);
  if (token === undefined) throw new EnvelopeError('not an envelope');
  const { header, payload } = token;
  const ring = typeof payload.iss === 'string' ? rings.get(payload.iss) : undefined;
  const key = ring?.find((each) => each.header === header);
  if (key === undefined)
    throw new EnvelopeError('the envelope is not signed by HS256 with a key that is in ENVELOPE_KEYS_IN');
  if (!isSignedWith(token, key.secret)) throw new EnvelopeError('invalid signature');
  return payload;
}

function checkClaims(claims: Claims, audience: string): void {
  const { iss, aud, sub, scope, sid, cli, addr, iat, exp } = claims;
  if (aud !== audience)
    throw new EnvelopeError(`the audience of the envelope is ${aud}, and this is ${audience}`);
  if (exp - iat > ENVELOPE_LIFETIME_S) throw new EnvelopeError('the envelope lives too long');
  checkTimes(claims);
  // Otherwise the holder of one service's key could act as any user at the services that this one may call.
  if (iss !== ROUTER && [sub, scope, sid, cli, addr].some((claim) => claim !== undefined)) {
    throw new EnvelopeError(`only the router speaks for users, and this is ${iss}`);
  }
}

/** An envelope from the future could be sent later, and again after its id is forgotten. */
function checkTimes({ iss, iat, exp }: Claims): void {
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
