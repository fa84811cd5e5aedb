import type { Logger } from '@supergraph/service-kit';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { request } from 'undici';
import { z } from 'zod';
import type { Caller } from '../context.js';
import type { KeySet } from './jwks.js';
import { BadToken, type TokenRules, type TokenVerifier } from './verify.js';

export interface RevocationsOptions {
  /** Where the issuer publishes them. */
  readonly url: string;
  /** The issuer's keys, which the list is signed with. */
  readonly keys: KeySet;
  readonly rules: TokenRules;
  readonly logger: Logger;
  /** How often they are read, in milliseconds. */
  readonly pollMs: number;
}

/** The access tokens that their issuer has made void before they run out. */
export interface Revocations {
  isRevoked(caller: Caller): boolean;
  close(): void;
}

const claimsSchema = z.object({
  /** In seconds since 1970: up to when the list has all. */
  until: z.number(),
  /** Whether there are later ones, to be asked for at once. */
  more: z.boolean(),
  revoked: z.array(
    z.union([z.object({ sub: z.string(), epoch: z.number() }), z.object({ sid: z.string() })]),
  ),
});
type Page = z.infer<typeof claimsSchema>;

/** The `typ` of the list's header, so that no access token passes as one. */
const TYPE = 'revocations+jwt';
const FETCH_TIMEOUT_MS = 5_000;
const MAX_BYTES = 8 * 1024 * 1024;
/** Pages read at a time: an issuer that always says there is more must not keep us reading. */
const MAX_PAGES = 100;
/** Read again each time, for instances of the issuer whose clocks differ and writes that were slow. In seconds. */
const OVERLAP_S = 60;
/** Users, and sessions, that are remembered. Beyond that the oldest, whose tokens run out first, are forgotten. */
const MAX_REMEMBERED = 200_000;

/**
 * Reads again and again which access tokens are void: those of a user with a lower epoch, and those of a session. What
 * is known stays known while the issuer does not answer, so an outage of it signs nobody out and lets nobody in.
 */
export function createRevocations(options: RevocationsOptions): Revocations {
  const { logger, rules, pollMs } = options;
  const ttl = (rules.maxAgeS + rules.leewayS + OVERLAP_S) * 1_000;
  const users = new LRUCache<string, number>({ max: MAX_REMEMBERED, ttl, ttlResolution: 1_000 });
  const sessions = new LRUCache<string, true>({ max: MAX_REMEMBERED, ttl, ttlResolution: 1_000 });
  let since = 0;
  let isFailing = false;

  function remember({ revoked }: Page): void {
    for (const entry of revoked) {
      if ('sid' in entry) sessions.set(entry.sid, true);
      else users.set(entry.sub, Math.max(entry.epoch, users.peek(entry.sub) ?? 0));
    }
  }

  async function readAll(): Promise<void> {
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      const page = await readPage(since, options);
      remember(page);
      since = page.until;
      if (!page.more) break;
    }
    since = Math.max(0, since - OVERLAP_S);
  }

  async function poll(): Promise<void> {
    try {
      await readAll();
      if (isFailing) logger.info('the revoked access tokens can be read again');
      isFailing = false;
    } catch (error) {
      if (!isFailing) {
        logger.warn({ err: error }, 'the revoked access tokens could not be read: the known ones are kept');
      }
      isFailing = true;
    }
  }

  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  // One at a time: a slow answer delays the next question.
  const pollOn = async () => {
    await poll();
    if (!isClosed) timer = setTimeout(() => void pollOn(), pollMs).unref();
  };
  void pollOn();
  return {
    isRevoked({ subject, session, claims }) {
      if (session !== undefined && sessions.peek(session) === true) return true;
      const epoch = subject === undefined ? undefined : users.peek(subject);
      // A token without an epoch was issued before the issuer had any.
      return epoch !== undefined && !(typeof claims.epoch === 'number' && claims.epoch >= epoch);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** A verifier that refuses revoked access tokens too, those that were verified before among them. */
export function refuseRevoked(verifier: TokenVerifier, revocations: Revocations): TokenVerifier {
  const check = (caller: Caller): Caller => {
    if (revocations.isRevoked(caller)) throw new BadToken('revoked');
    return caller;
  };
  return {
    verify(token) {
      const caller = verifier.verify(token);
      return caller instanceof Promise ? caller.then(check) : check(caller);
    },
  };
}

async function readPage(since: number, { url, keys, rules }: RevocationsOptions): Promise<Page> {
  const address = new URL(url);
  address.searchParams.set('since', since.toFixed(3));
  const token = await fetchText(address);
  const header = jwt.decode(token, { complete: true })?.header;
  if (header?.typ !== TYPE) throw new Error(`the list of revoked access tokens is not of type ${TYPE}`);
  for (const key of await keys.find(header.kid)) {
    try {
      const { issuer, audience, algorithms } = rules;
      return claimsSchema.parse(jwt.verify(token, key, { issuer, audience, algorithms: [...algorithms] }));
    } catch (error) {
      // Several keys may have one id.
      if (!(error instanceof Error) || error.message !== 'invalid signature') throw error;
    }
  }
  throw new Error("the list of revoked access tokens is signed with none of the issuer's keys");
}

async function fetchText(url: URL): Promise<string> {
  const { statusCode, body } = await request(url, {
    headers: { accept: 'application/jwt' },
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  let text = '';
  for await (const chunk of body) {
    text += String(chunk);
    if (text.length > MAX_BYTES) throw new Error('the list of revoked access tokens is too large');
  }
  if (statusCode !== 200)
    throw new Error(`the list of revoked access tokens was answered with ${statusCode}`);
  return text;
}
