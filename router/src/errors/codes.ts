import { publicErrorCodes } from '@supergraph/service-kit/service';

/**
 * The message of each error code. It replaces the error's own text where that must not reach a client: a subgraph's
 * message may hold a host, a query or personal data.
 */
const plainMessages: ReadonlyMap<string, string> = new Map([
  ['BAD_USER_INPUT', 'A value in the request cannot be used.'],
  ['UNAUTHENTICATED', 'Sign in and send the access token as Authorization: Bearer.'],
  ['FORBIDDEN', 'The caller may not do this.'],
  ['RATE_LIMITED', 'Too many requests: try again later.'],
  [
    'SERVICE_UNAVAILABLE',
    'A service this answer needs is not available: the same request may succeed later.',
  ],
  ['TIMEOUT', 'A service this answer needs took too long: the same request may succeed later.'],
  ['INTERNAL_SERVER_ERROR', 'Something went wrong on our side.'],
]);

/** The codes a client may see in `extensions.code`, and nothing else. */
const allowed: ReadonlySet<unknown> = new Set([
  ...publicErrorCodes,
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'OPERATION_NOT_TRUSTED',
  'UNANSWERABLE_FIELD',
  'READER_TOO_SLOW',
]);

export function isAllowedCode(code: unknown): code is string {
  return allowed.has(code);
}

/** Whether the error is internal: clients get a general message, and the log has the details. */
export function isFault(code: unknown): boolean {
  return !isAllowedCode(code) || code === 'INTERNAL_SERVER_ERROR';
}

/** @returns a message that tells the client what to do and reveals nothing internal */
export function plainMessage(code: string): string {
  return plainMessages.get(code) ?? 'The request failed.';
}
