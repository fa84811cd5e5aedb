import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../operation/answer.js';
import { compress, MIN_COMPRESSED_BYTES, negotiateCoding } from './compression.js';
import { VARY } from './cors.js';
import type { Negotiated } from './media-type.js';

/** Codes answered 200 as `application/json`: clients take another status for a proxy's, and sign out or stop trying. */
const jsonFailures: ReadonlySet<string | undefined> = new Set([
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/** Codes answered 200 to a client that accepts `application/json` only, as the specification has it. */
const legacyFailures: ReadonlySet<string | undefined> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/** The headers that hooks set on every answer of this server, beside `vary`. */
const HOOK_HEADERS = [
  'x-content-type-options',
  'x-request-id',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'connection',
];

const COMPRESSED_VARY = `${VARY}, accept-encoding`;

interface SendOptions {
  /** Whether long answers are compressed. */
  readonly compression: boolean;
}

/**
 * Sends an answer that is not in parts.
 *
 * @returns a promise only when another thread compresses the body
 */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  { type, legacy }: Negotiated,
  { compression }: SendOptions,
): Promise<void> | undefined {
  const { body, headers, failure } = answer;
  const isOk =
    failure !== undefined &&
    ((legacy && legacyFailures.has(failure)) || (type === 'application/json' && jsonFailures.has(failure)));
  const status = isOk ? 200 : answer.status;
  const head = ['content-type', `${type}; charset=utf-8`, 'vary', compression ? COMPRESSED_VARY : VARY];
  for (const name in headers) head.push(name, headers[name] ?? '');
  const coding =
    compression && body.length >= MIN_COMPRESSED_BYTES
      ? negotiateCoding(request.headers['accept-encoding'])
      : undefined;
  if (coding === undefined) {
    write(reply, status, head, body, answer.isAscii);
    return undefined;
  }
  head.push('content-encoding', coding);
  const compressed = compress(body, coding);
  if (compressed instanceof Promise) return compressed.then((bytes) => write(reply, status, head, bytes));
  write(reply, status, head, compressed);
  return undefined;
}

/**
 * Writes an answer past Fastify, which would encode its text as UTF-8 and search it for its length, although most
 * texts are known to be ASCII.
 */
function write(
  reply: FastifyReply,
  status: number,
  head: string[],
  body: string | Buffer,
  isAscii = false,
): void {
  for (const name of HOOK_HEADERS) {
    const value = reply.getHeader(name);
    if (value !== undefined) head.push(name, String(value));
  }
  head.push('content-length', String(isAscii ? body.length : Buffer.byteLength(body)));
  // Before `hijack`: after a header that Node refuses, Fastify must still be able to answer.
  reply.raw.writeHead(status, head);
  reply.hijack().raw.end(body, isAscii ? 'latin1' : 'utf8');
}
