import type { KeyObject } from 'node:crypto';
import jwt, { type Algorithm, type JwtHeader, type JwtPayload } from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../context.js';
import type { KeySet } from './jwks.js';

/** The token is invalid. The message is for the log: the caller learns only that the token was refused. */
export class BadToken extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'BadToken';
  }
}

/** The token was signed with none of the given keys. */
class BadSignature extends BadToken {}

/** The conditions that a token must meet. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Asymmetric algorithms only: with HMAC, every verifier could sign. */
  readonly algorithms: readonly Algorithm[];
  /** The header's `typ`, lower case; undefined accepts any. It keeps an id token from passing as an access token. */
  readonly type: string | undefined;
  /** The maximum age of a token, in seconds, whatever its `exp`. */
  readonly maxAgeS: number;
  /** The allowed difference of two clocks, in seconds. */
  readonly leewayS: number;
}

/** Identifies the caller of a token. */
export interface TokenVerifier {
  /**
   * @returns the caller, at once when the token was verified before
   * @throws BadToken, KeysUnavailable
   */
  verify(token: string): Caller | Promise<Caller>;
}

interface Verified {
  readonly caller: Caller;
  /** In seconds since 1970. */
  readonly until: number;
  readonly generation: number;
}

/** Longer than any token of an issuer; a longer one is refused unread. */
const MAX_TOKEN_LENGTH = 8_192;
const CACHE_SIZE = 10_000;

export function createTokenVerifier(keys: KeySet, rules: TokenRules): TokenVerifier {
  const cache = new LRUCache<string, Verified>({ max: CACHE_SIZE });

  function accept(token: string, payload: JwtPayload): Caller {
    const { caller, until } = readClaims(payload, rules);
    cache.set(token, { caller, until, generation: keys.generation });
    return caller;
  }

  async function verifyWithOthers(token: string, keyId: string | undefined, tried: readonly KeyObject[]) {
    const others = await keys.findOther(keyId, tried);
    return accept(token, checkSignatures(token, others, rules));
  }

  return {
    verify(token) {
      const known = cache.get(token);
      if (known?.generation === keys.generation) {
        if (known.until > Date.now() / 1_000) return known.caller;
        throw new BadToken('expired');
      }
      const header = readHeader(token, rules);
      const found = keys.find(header.kid);
      const check = (candidates: readonly KeyObject[]) => {
        try {
          return accept(token, checkSignatures(token, candidates, rules));
        } catch (error) {
          if (!(error instanceof BadSignature) || candidates.length === 0) throw error;
          return verifyWithOthers(token, header.kid, candidates);
        }
      };
      return found instanceof Promise ? found.then(check) : check(found);
    },
  };
}

function readHeader(token: string, rules: TokenRules): JwtHeader {
  if (token.length > MAX_TOKEN_LENGTH) throw new BadToken('too long');
  const decoded = decode(token);
  if (decoded === null) throw new BadToken('not a token');
  const { header } = decoded;
  if (!rules.algorithms.some((algorithm) => algorithm === header.alg)) throw new BadToken('algorithm');
  // "crit" names extensions that must be understood; this verifier supports none.
  if ('crit' in header) throw new BadToken('critical extensions');
  if (header.kid !== undefined && (typeof header.kid !== 'string' || header.kid.length > 256)) {
    throw new BadToken('key id');
  }
  const type = typeof header.typ === 'string' ? header.typ.toLowerCase().replace(/^application\//, '') : '';
  if (rules.type !== undefined && type !== rules.type) throw new BadToken('type');
  return header;
}

function decode(token: string) {
  try {
    return jwt.decode(token, { complete: true });
  } catch {
    return null;
  }
}

/** Several keys may have one id, or none. */
function checkSignatures(token: string, keys: readonly KeyObject[], rules: TokenRules): JwtPayload {
  for (const key of keys) {
    try {
      return checkSignature(token, key, rules);
    } catch (error) {
      if (!(error instanceof BadSignature)) throw error;
    }
  }
  throw new BadSignature('signed with no key we know');
}

function checkSignature(token: string, key: KeyObject, rules: TokenRules): JwtPayload {
  const payload = verifySignature(token, key, rules);
  if (typeof payload === 'string') throw new BadToken('no claims');
  return payload;
}

/** Leaves all claims to `readClaims`, so that an error concerns the signature: another key may be the right one. */
function verifySignature(token: string, key: KeyObject, { algorithms }: TokenRules): JwtPayload | string {
  try {
    return jwt.verify(token, key, {
      algorithms: [...algorithms],
      ignoreExpiration: true,
      ignoreNotBefore: true,
    });
  } catch (error) {
    throw new BadSignature(error instanceof Error ? error.message : 'bad');
  }
}

function readClaims(payload: JwtPayload, rules: TokenRules): { caller: Caller; until: number } {
  const { iss, aud, sub, exp, iat, nbf } = payload;
  const now = Date.now() / 1_000;
  if (iss !== rules.issuer) throw new BadToken('issuer');
  if (![aud].flat().includes(rules.audience)) throw new BadToken('audience');
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= now + rules.leewayS)) {
    throw new BadToken('not valid yet');
  }
  if (typeof sub !== 'string' || sub === '' || sub.length > 256) throw new BadToken('subject');
  if (typeof exp !== 'number' || typeof iat !== 'number') throw new BadToken('no exp or iat');
  if (iat > now + rules.leewayS) throw new BadToken('issued in the future');
  const until = Math.min(exp, iat + rules.maxAgeS) + rules.leewayS;
  if (until <= now) throw new BadToken('too old');
  const caller = {
    subject: sub,
    session: readSession(payload),
    scopes: readScopes(payload),
    claims: payload,
  };
  return { caller, until };
}

/** `sid` as OpenID Connect defines it. */
function readSession({ sid }: JwtPayload): string | undefined {
  return typeof sid === 'string' && sid !== '' && sid.length <= 256 ? sid : undefined;
}

/** `scope` as RFC 8693 defines it; `scp` as some providers send it, as text or list. */
function readScopes(payload: JwtPayload): ReadonlySet<string> {
  const claim: unknown = payload.scope ?? payload.scp;
  const scopes = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  const names = scopes.filter((scope): scope is string => typeof scope === 'string' && scope !== '');
  return new Set(names.sort());
}
