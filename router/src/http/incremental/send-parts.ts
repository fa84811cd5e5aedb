import { once } from 'node:events';
import { Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import type { PartedAnswer } from '../../operation/parted-answer.js';
import { BROTLI_QUALITY, GZIP_LEVEL, type Coding } from '../compression.js';
import type { IncrementalFormat } from './format.js';

const BOUNDARY = 'graphql';

/**
 * Sends an answer in parts as `multipart/mixed`. Each part is sent as soon as it is there, also when it is compressed.
 *
 * @returns when the last part is sent, or the client has left
 */
export async function sendParts(
  reply: FastifyReply,
  parts: PartedAnswer,
  format: IncrementalFormat,
  coding: Coding | undefined,
): Promise<void> {
  const body = Readable.from(framed(parts, format), { objectMode: false, highWaterMark: 0 });
  void reply
    .header('content-type', `multipart/mixed;boundary="${BOUNDARY}";${format.parameter}`)
    // Proxies that buffer responses would delay the parts.
    .header('x-accel-buffering', 'no');
  if (coding !== undefined) void reply.header('content-encoding', coding);
  const closed = reply.raw.destroyed ? undefined : once(reply.raw, 'close');
  void reply.send(coding === undefined ? body : compressed(body, coding));
  await closed;
  body.destroy();
  // The end of a body that was never read does not end the answer.
  await parts.later.return?.();
}

/** A part ends with the next boundary, because clients read a part only when they see the boundary. */
async function* framed({ first, later }: PartedAnswer, format: IncrementalFormat): AsyncGenerator<Buffer> {
  yield Buffer.from(`\r\n--${BOUNDARY}${part(format.first(first))}`);
  for await (const message of later) {
    yield Buffer.from(part(format.later(message)) + (message.hasNext ? '' : '--\r\n'));
  }
}

function part(json: string): string {
  return `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${json}\r\n--${BOUNDARY}`;
}

function compressed(body: Readable, coding: Coding): Readable {
  const compressor =
    coding === 'gzip'
      ? createGzip({ level: GZIP_LEVEL, flush: constants.Z_SYNC_FLUSH })
      : createBrotliCompress({
          flush: constants.BROTLI_OPERATION_FLUSH,
          params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
        });
  body.once('error', (error) => compressor.destroy(error));
  return body.pipe(compressor);
}
