import { maxEntries, type Logger } from '@supergraph/service-kit/service';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Caller } from '../context.js';
import { fetchText } from '../fetch-text.js';
import type { KeySet } from './jwks.js';
import { BadToken, type TokenRules, type TokenVerifier } from './verify.js';

export interface RevocationsOptions {
  /** The URL of the list. */
  readonly url: string;
  /** The issuer's keys, one of which signs the list. */
  readonly keys: KeySet;
  readonly rules: TokenRules;
  readonly logger: Logger;
  /** The interval between reads, in milliseconds. */
  readonly pollMs: number;
}

/** The access tokens that their issuer has revoked before they expire. */
export interface Revocations {
  isRevoked(caller: Caller): boolean;
  close(): void;
}

const claimsSchema = z.object({
  /** The time up to which the list is complete, in seconds since 1970. */
  until: z.number(),
  /** Whether there are later entries, to be read at once. */
  more: z.boolean(),
  revoked: z.array(
    z.union([z.object({ sub: z.string(), epoch: z.number() }), z.object({ sid: z.string() })]),
  ),
});
type Page = z.infer<typeof claimsSchema>;

/** The `typ` of the list's header, so that no access token is accepted as a list. */
const TYPE = 'revocations+jwt';
const FETCH_TIMEOUT_MS = 5_000;
const MAX_BYTES = 8 * 1024 * 1024;
/** The limit of pages in one read, so that an issuer that always announces more cannot keep the router reading. */
const MAX_PAGES = 100;
/**
 * The period that is read again each time, for issuer instances with different clocks and for slow writes. In seconds.
 */
const OVERLAP_S = 60;
/** The limit of remembered users and sessions. Beyond it the oldest, whose tokens expire first, are dropped. */
const MAX_REMEMBERED = 200_000;

/**
 * Periodically reads the revoked access tokens: those of a user with a lower epoch, and those of an ended session.
 * Known revocations stay while the issuer does not answer, so an outage signs no user out and readmits none.
 */
export function createRevocations(options: RevocationsOptions): Revocations {
  const { logger, rules, pollMs } = options;
  const ttl = (rules.maxAgeS + rules.leewayS + OVERLAP_S) * 1_000;
  const bounds = { ...maxEntries(MAX_REMEMBERED), ttl, ttlResolution: 1_000 };
  const users = new LRUCache<string, number>(bounds);
  const sessions = new LRUCache<string, true>(bounds);
  let since = 0;
  let isFailing = false;

  function remember({ revoked }: Page): void {
    for (const entry of revoked) {
      if ('sid' in entry) sessions.set(entry.sid, true);
      else users.set(entry.sub, Math.max(entry.epoch, users.peek(entry.sub) ?? 0));
    }
  }

  async function readAll(): Promise<void> {
    let next = since;
    try {
      for (let pages = 0; pages < MAX_PAGES; pages += 1) {
        const page = await readPage(next, options);
        remember(page);
        next = page.until;
        if (!page.more) break;
      }
    } finally {
      // Without a further page, the overlap is already subtracted.
      if (next !== since) since = Math.max(0, next - OVERLAP_S);
    }
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
  // One read at a time: a slow answer delays the next one.
  const pollOn = async () => {
    await poll();
    if (!isClosed) timer = setTimeout(() => void pollOn(), pollMs).unref();
  };
  void pollOn();
  return {
    isRevoked({ subject, session, claims }) {
      if (session !== undefined && sessions.peek(session) === true) return true;
      const epoch = subject === undefined ? undefined : users.peek(subject);
      // A token without an epoch was issued before the issuer introduced epochs.
      return epoch !== undefined && !(typeof claims.epoch === 'number' && claims.epoch >= epoch);
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** A verifier that also refuses revoked access tokens, including ones that were verified before. */
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
  const token = await fetchList(address);
  const header = jwt.decode(token, { complete: true })?.header;
  if (header?.typ !== TYPE) throw new Error(`the list of revoked access tokens is not of type ${TYPE}`);
  let failure: unknown = new Error('the issuer has no key that the list of revoked access tokens names');
  for (const key of await keys.find(header.kid)) {
    try {
      const { issuer, audience, algorithms } = rules;
      return claimsSchema.parse(jwt.verify(token, key, { issuer, audience, algorithms: [...algorithms] }));
    } catch (error) {
      // Several keys may have one id.
      failure = error;
    }
  }
  throw failure;
}

async function fetchList(url: URL): Promise<string> {
  const { status, text } = await fetchText(url, {
    headers: { accept: 'application/jwt' },
    timeoutMs: FETCH_TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  });
  if (status !== 200) throw new Error(`the list of revoked access tokens was answered with ${status}`);
  return text;
}
