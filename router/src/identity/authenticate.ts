import type { IncomingMessage } from 'node:http';
import type { Caller } from '../context.js';
import { BadToken, type TokenVerifier } from './verify.js';

/** The caller of a request without a token. */
export const anonymous: Caller = Object.freeze({ subject: undefined, scopes: new Set<string>(), claims: {} });

/** Parameters in which other servers accept tokens in the URL, where every log and history keeps them. */
const TOKEN_IN_URL = /[?&](?:access_token|authorization|bearer|jwt|token)=/i;

/**
 * Identifies the caller of a request by the `Authorization` header alone. An invalid token is never ignored: the caller
 * would take an anonymous answer for their own, and cache it.
 *
 * @param verifier undefined when no issuer is configured: then every caller is anonymous and tokens are ignored
 * @throws BadToken, KeysUnavailable
 */
export function authenticate(
  request: IncomingMessage,
  verifier: TokenVerifier | undefined,
): Caller | Promise<Caller> {
  if (verifier === undefined) return anonymous;
  if (request.url?.includes('=') === true && TOKEN_IN_URL.test(request.url)) {
    throw new BadToken('in the URL');
  }
  const header = request.headers.authorization;
  if (header === undefined) return anonymous;
  // Node silently keeps the first of two headers, but a proxy before the router may have checked the second.
  if (countAuthorization(request.rawHeaders) !== 1) throw new BadToken('two Authorization headers');
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1];
  if (token === undefined) throw new BadToken('not a bearer token');
  return verifier.verify(token);
}

function countAuthorization(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'authorization') count += 1;
  }
  return count;
}
