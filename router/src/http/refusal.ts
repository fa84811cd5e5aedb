import type { Logger } from '@supergraph/service-kit';
import { PublicError } from '@supergraph/service-kit';
import type { FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import { plainMessage } from '../errors/codes.js';
import { KeysUnavailable } from '../identity/jwks.js';
import { BadToken } from '../identity/verify.js';
import { createWindows } from '../limits/rate/windows.js';
import { readRefusal } from '../operation/refuse.js';

/** What ends a request before it becomes an operation. */
export interface Refusal {
  /** For metrics. */
  readonly reason: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface RefusalObserver {
  /** Told why a request did not become an operation, for metrics. */
  readonly countRefusal?: (reason: string) => void;
}

/** Lines a second about tokens that were not taken: a flood of them is counted in metrics, and must not fill a disk. */
const TOKEN_LINES = 20;
const tokenLines = createWindows(TOKEN_LINES, 1);
const takesLine = () => tokenLines.take('', 1) === undefined;

/** Who forges tokens is of interest; who cannot write JSON would fill the log. */
export function logRefusal(logger: Logger, error: unknown, requestId: string): void {
  const event = { reason: error instanceof Error ? error.message : '', requestId };
  const isNoted = (error instanceof BadToken || error instanceof KeysUnavailable) && takesLine();
  if (!isNoted) logger.debug(event, 'request refused');
  else if (error instanceof KeysUnavailable)
    logger.warn({ err: error, requestId }, 'access token not verified');
  else logger.info(event, 'access token refused');
}

export const wrongMethod: Refusal = {
  reason: 'method',
  status: 405,
  code: 'BAD_REQUEST',
  message: 'Send queries by GET or POST, mutations by POST.',
  headers: { allow: 'GET, POST' },
};

export const wrongType: Refusal = {
  reason: 'media_type',
  status: 415,
  code: 'BAD_REQUEST',
  message: 'Send the request as content-type: application/json, in UTF-8 and not compressed.',
};

export const notAcceptable: Refusal = {
  reason: 'not_acceptable',
  status: 406,
  code: 'BAD_REQUEST',
  message: 'Accept application/graphql-response+json or application/json.',
};

export const overloaded: Refusal = {
  reason: 'overload',
  status: 503,
  code: 'SERVICE_UNAVAILABLE',
  message: 'There is too much to do at the moment: try again in a few seconds.',
  headers: { 'retry-after': '2' },
};

/** What a client is told of what was thrown while its request was read. */
export function explain(error: unknown): Refusal {
  if (error instanceof BadToken) {
    return {
      reason: 'token',
      status: 401,
      code: 'UNAUTHENTICATED',
      message: 'The access token is not valid: sign in again, or send none.',
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    };
  }
  if (error instanceof KeysUnavailable) {
    return {
      reason: 'no_token_keys',
      status: 503,
      code: 'SERVICE_UNAVAILABLE',
      message: 'Access tokens cannot be verified at the moment: try again later.',
      headers: { 'retry-after': '5' },
    };
  }
  if (error instanceof GraphQLError && error.extensions.code === 'RATE_LIMITED') {
    const { status, headers } = readRefusal(error);
    const { retryAfter } = error.extensions;
    return {
      reason: 'rate_limit',
      status,
      code: 'RATE_LIMITED',
      message: error.message,
      headers: Object.fromEntries(headers),
      extensions: { retryAfter },
    };
  }
  if (error instanceof PublicError) {
    return { reason: 'parameters', status: 400, code: 'BAD_REQUEST', message: error.message };
  }
  const code = 'INTERNAL_SERVER_ERROR';
  return { reason: 'fault', status: 500, code, message: plainMessage(code) };
}

/** Answers a request that did not become an operation, and counts it. */
export function refuse(
  reply: FastifyReply,
  { reason, status, code, message, headers = {}, extensions }: Refusal,
  { countRefusal }: RefusalObserver,
): void {
  countRefusal?.(reason);
  void reply
    .status(status)
    .headers({ ...headers, 'content-type': 'application/json; charset=utf-8' })
    .send(JSON.stringify({ errors: [{ message, extensions: { code, ...extensions } }] }));
}
