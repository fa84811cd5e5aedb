import type { GraphQLError } from 'graphql';
import { refuse, type Refusal } from '../errors/refuse.js';
import { writeAnswer, type Answer } from '../operation/answer.js';
import { Payload } from './payload.js';
import type { Ending } from './subscriber.js';

/** The ending of a subscription with an error. */
export function failedBy(error: GraphQLError, requestId: string): Ending {
  return failedWith(writeAnswer({ errors: [error] }, requestId));
}

export function failedWith({ body, failure = 'FORBIDDEN' }: Answer): Ending {
  return { kind: 'failed', payload: new Payload(body), code: failure };
}

export const tokenEnded: Refusal = refuse(
  401,
  'UNAUTHENTICATED',
  'The access token is no longer valid: subscribe again with a new one.',
);

export const tooSlow: Refusal = refuse(
  503,
  'READER_TOO_SLOW',
  'The events were not read as fast as they came: subscribe again after the last event that was received.',
);

export const streamLost: Refusal = refuse(
  503,
  'SERVICE_UNAVAILABLE',
  'The service behind this subscription was interrupted, and events may be missing: fetch the data and subscribe again.',
);

export const graphChanged: Refusal = refuse(
  503,
  'SERVICE_UNAVAILABLE',
  'The schema has changed, and events may be missing: fetch the data and subscribe again.',
);
