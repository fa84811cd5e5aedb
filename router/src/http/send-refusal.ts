import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeAnswer } from '../operation/answer.js';
import { readAccept } from './accept.js';
import type { NamedRefusal } from './refusal.js';

export interface RefusalOptions {
  /** Called with the reason why a request did not become an operation, for metrics. */
  readonly countRefusal?: (reason: string) => void;
}

/**
 * Answers a request that did not become an operation, and counts it.
 *
 * @returns the code that the client received
 */
export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  { reason, refusal, answer }: NamedRefusal,
  { countRefusal }: RefusalOptions,
): string {
  const { status, headers, body, failure = '' } = answer ?? writeAnswer({ errors: [refusal] }, request.id);
  if (reply.sent) return failure;
  countRefusal?.(reason);
  // In the media type that was asked for: Apollo Client reads no errors from another one unless its status is 200.
  const { type } = readAccept(request.headers.accept)?.whole ?? { type: 'application/json' };
  void reply
    .status(status)
    .headers({ ...headers, 'content-type': `${type}; charset=utf-8` })
    .send(body);
  return failure;
}
