import type { Logger } from '@supergraph/service-kit/service';
import { plainMessage } from '../errors/codes.js';
import { Refusal, refuse } from '../errors/refuse.js';
import { KeysUnavailable } from '../identity/jwks.js';
import { BadToken } from '../identity/verify.js';
import { createWindows } from '../limits/rate/windows.js';
import { writeAnswer, type Answer } from '../operation/answer.js';

/** The reason to end a request before it becomes an operation. */
export interface NamedRefusal {
  /** For metrics. */
  readonly reason: string;
  readonly refusal: Refusal;
  /** Set where every client gets the same answer. */
  readonly answer?: Answer;
}

/**
 * The limit of log lines a second about refused tokens. A flood of them is counted in metrics and must not fill a disk.
 */
const TOKEN_LINES = 20;
const tokenLines = createWindows(TOKEN_LINES, 1);
const takesLine = () => tokenLines.take('', 1) === undefined;

/** Logs the error that ended a request before it became an operation. @returns the refusal for the client */
export function explainAndLog(logger: Logger, error: unknown, requestId: string): NamedRefusal {
  const refusal = explain(error);
  if (refusal.reason === 'fault') logger.error({ err: error, requestId }, 'request failed');
  else logRefusal(logger, error, requestId);
  return refusal;
}

/** Only token refusals are logged: they may be attacks, and clients that send invalid JSON would fill the log. */
function logRefusal(logger: Logger, error: unknown, requestId: string): void {
  const event = { reason: error instanceof Error ? error.message : '', requestId };
  const isNoted = (error instanceof BadToken || error instanceof KeysUnavailable) && takesLine();
  if (!isNoted) logger.debug(event, 'request refused');
  else if (error instanceof KeysUnavailable)
    logger.warn({ err: error, requestId }, 'access token not verified');
  else logger.info(event, 'access token refused');
}

function name(reason: string, ...told: Parameters<typeof refuse>): Required<NamedRefusal> {
  const refusal = refuse(...told);
  return { reason, refusal, answer: writeAnswer({ errors: [refusal] }, '') };
}

export const wrongMethod = name(
  'method',
  405,
  'BAD_REQUEST',
  'Send queries by GET or POST, mutations by POST.',
  { headers: { allow: 'GET, POST' } },
);

export const wrongType = name(
  'media_type',
  415,
  'BAD_REQUEST',
  'Send the request as content-type: application/json, in UTF-8 and not compressed. File uploads are not supported.',
);

export const foreignGet = name(
  'cross_site',
  403,
  'FORBIDDEN',
  'A GET of a query must come from a program or from a script of an allowed origin, and not from a link, a form or ' +
    'an image: send it by POST, or add the origin of the page to CORS_ORIGINS.',
);

export const notAcceptable = name(
  'not_acceptable',
  406,
  'BAD_REQUEST',
  'Accept application/graphql-response+json or application/json.',
);

export const overloaded = name(
  'overload',
  503,
  'SERVICE_UNAVAILABLE',
  'The server is overloaded: try again in a few seconds.',
  { headers: { 'retry-after': '2' } },
);

const badToken = name(
  'token',
  401,
  'UNAUTHENTICATED',
  'The access token is not valid: sign in again, or send none.',
  { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
);

const keysUnavailable = name(
  'no_token_keys',
  503,
  'SERVICE_UNAVAILABLE',
  'Access tokens cannot be verified at the moment: try again later.',
  { headers: { 'retry-after': '5' } },
);

/** Its answer has the id of the request. */
const fault: NamedRefusal = {
  reason: 'fault',
  refusal: refuse(500, 'INTERNAL_SERVER_ERROR', plainMessage('INTERNAL_SERVER_ERROR')),
};

/** The refusal for an error that was thrown while a request was read. */
function explain(error: unknown): NamedRefusal {
  if (error instanceof BadToken) return badToken;
  if (error instanceof KeysUnavailable) return keysUnavailable;
  if (!(error instanceof Refusal)) return fault;
  const isRate = error.extensions.code === 'RATE_LIMITED';
  return { reason: isRate ? 'rate_limit' : 'parameters', refusal: error };
}
