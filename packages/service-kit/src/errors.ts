import { GraphQLError } from 'graphql';

/** The only codes that a client can receive in `extensions.code`. */
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
  'EVENTS_MISSED',
  'INTERNAL_SERVER_ERROR',
] as const;

export type PublicErrorCode = (typeof publicErrorCodes)[number];

const known: ReadonlySet<unknown> = new Set(publicErrorCodes);

/** Whether clients may receive a code. */
export function isPublicErrorCode(code: unknown): code is PublicErrorCode {
  return known.has(code);
}

/**
 * An error whose message is written for clients. Every other error is masked before it leaves the service: its message
 * may contain a host name, a query or personal data.
 */
export class PublicError extends GraphQLError {
  constructor(code: PublicErrorCode, message: string, extensions: Readonly<Record<string, unknown>> = {}) {
    super(message, { extensions: { ...extensions, code } });
    this.name = 'PublicError';
  }
}

/** The caller must sign in. */
export function unauthenticated(): PublicError {
  return new PublicError('UNAUTHENTICATED', 'Sign in and send the access token as Authorization: Bearer.');
}

/** The caller is known but lacks permission. */
export function forbidden(): PublicError {
  return new PublicError('FORBIDDEN', 'The caller may not do this.');
}

/** An argument has a value that the schema allows and the service does not; the message describes the valid values. */
export function badUserInput(message: string): PublicError {
  return new PublicError('BAD_USER_INPUT', message);
}

/** A dependency of this service does not answer. The same request may succeed later. */
export function serviceUnavailable(message: string): PublicError {
  return new PublicError('SERVICE_UNAVAILABLE', message);
}

/** A subscriber has missed events that are no longer kept. */
export function eventsMissed(): PublicError {
  return new PublicError(
    'EVENTS_MISSED',
    'Events were missed: fetch the data again. The subscription goes on from here.',
  );
}
