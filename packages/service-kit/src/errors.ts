import { GraphQLError } from 'graphql';

/** The codes a client may see in `extensions.code`, and nothing else. */
export const publicErrorCodes = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'OPERATION_TOO_COMPLEX',
  'SERVICE_UNAVAILABLE',
  'TIMEOUT',
  'INTERNAL_SERVER_ERROR',
] as const;

export type PublicErrorCode = (typeof publicErrorCodes)[number];

const known: ReadonlySet<unknown> = new Set(publicErrorCodes);

/** Whether a code is one that clients may see. */
export function isPublicErrorCode(code: unknown): code is PublicErrorCode {
  return known.has(code);
}

/**
 * An error whose message was written for the client. Every other error is masked on its way out: its message may
 * hold a host, a query or someone's data.
 */
export class PublicError extends GraphQLError {
  constructor(code: PublicErrorCode, message: string, extensions: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { ...extensions, code } });
    this.name = 'PublicError';
  }
}

/** The caller must sign in first. */
export function unauthenticated(): PublicError {
  return new PublicError('UNAUTHENTICATED', 'Sign in and send the access token as Authorization: Bearer.');
}

/** The caller is known and may not do this. */
export function forbidden(): PublicError {
  return new PublicError('FORBIDDEN', 'The caller may not do this.');
}

/** An argument that the schema allows has a value it cannot have; the message says which one would do. */
export function badUserInput(message: string): PublicError {
  return new PublicError('BAD_USER_INPUT', message);
}

/** Something this service needs does not answer: the same request may succeed later. */
export function serviceUnavailable(message: string): PublicError {
  return new PublicError('SERVICE_UNAVAILABLE', message);
}
