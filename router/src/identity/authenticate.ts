import type { IncomingMessage } from 'node:http';
import type { Caller } from '../context.js';
import { BadToken, type TokenVerifier } from './verify.js';

/** Whoever sends no token. */
export const anonymous: Caller = Object.freeze({ subject: undefined, scopes: new Set<string>(), claims: {} });

/** Names under which others take tokens from the URL, where they end up in every log and history. */
const TOKEN_IN_URL = /[?&](?:access_token|authorization|bearer|jwt|token)=/i;

/**
 * Tells who sends a request. Identity comes from the `Authorization` header alone. A token that is not good is never
 * ignored: the caller believes to be someone, and would be shown, and cache, what anonymous people see.
 *
 * @param verifier undefined when no issuer is configured: then everyone is anonymous and tokens are not looked at
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
  // Node keeps the first of two headers and says nothing; a proxy before us may have looked at the second.
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
