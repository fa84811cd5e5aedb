import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../envelope/caller.js';
import { parseJson } from '../http/parse-json.js';
import { sendError } from '../http/server.js';
import { CursorExpired } from './event-log.js';
import type { EventSource } from './event-source.js';

/** A service's events for other services. */
export interface Feed {
  readonly source: EventSource;
  /** The services that may read them. */
  readonly readers: readonly string[];
}

/** The error code for a cursor after which events are missing. */
export const CURSOR_EXPIRED = 'CURSOR_EXPIRED';

const requestSchema = z.strictObject({
  after: z.string().max(1_000).optional(),
  limit: z.int().min(1).max(500),
  waitMs: z.int().min(0).max(10_000),
  types: z.array(z.string().max(200)).max(100).optional(),
});

/**
 * `POST /events`: the next events after a cursor, for the declared readers. It waits a while when there is none. It is
 * a POST because an envelope authenticates a body. Its response has the shape of a GraphQL response, so that services
 * can read it with their existing client.
 *
 * @param identify returns the sender, or undefined when the envelope is invalid
 */
export function serveFeed(
  server: FastifyInstance,
  { source, readers }: Feed,
  identify: (request: FastifyRequest) => Caller | undefined,
): void {
  const closing = new AbortController();
  server.addHook('preClose', () => {
    closing.abort();
    return Promise.resolve();
  });
  server.post('/events', async (request, reply) => {
    const caller = identify(request);
    if (caller === undefined) {
      sendError(reply, 401, 'The envelope is missing or not valid: check ENVELOPE_KEYS_IN and the clocks.');
      return reply;
    }
    if (!readers.includes(caller.service)) {
      sendError(reply, 403, 'Only services that are configured as readers may read these events.');
      return reply;
    }
    const read = requestSchema.safeParse(Buffer.isBuffer(request.body) ? parseJson(request.body) : undefined);
    if (!read.success) {
      sendError(
        reply,
        400,
        'The body is {"after": a cursor or nothing, "limit": 1 to 500, "waitMs": 0 to 10000, "types": all or some}.',
      );
      return reply;
    }
    const { after, ...options } = read.data;
    try {
      return await reply.send({ data: await source.read(after, { ...options, signal: closing.signal }) });
    } catch (error) {
      if (!(error instanceof CursorExpired)) throw error;
      return reply.send({ errors: [{ message: error.message, extensions: { code: CURSOR_EXPIRED } }] });
    }
  });
}
