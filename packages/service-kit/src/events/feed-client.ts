import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { EnvelopeSigner } from '../envelope/signer.js';
import type { Logger } from '../logger.js';
import type { GraphQLAnswer } from '../outbound/answer.js';
import { createOutboundClient } from '../outbound/client.js';
import { OutboundError } from '../outbound/outcome.js';
import type { ServiceEvent } from './event.js';
import { CursorExpired } from './event-log.js';
import type { EventPage, EventSource } from './event-source.js';
import { CURSOR_EXPIRED } from './serve-feed.js';

export interface FeedClientOptions {
  /** The service whose events are read. */
  readonly name: string;
  /** Its GraphQL endpoint, at one or more addresses. */
  readonly urls: readonly string[];
  readonly signer: EnvelopeSigner;
  readonly logger: Logger;
}

export interface FeedClient extends EventSource {
  close(): Promise<void>;
}

/** The time limit for a response, in milliseconds, in addition to the time that the service may wait for an event. */
const ANSWER_MS = 5_000;

const MAX_WAIT_MS = 10_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** A service reads events on its own behalf, not for a user. */
const ITSELF = { subject: undefined, scopes: new Set<string>() };

const event = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.string(),
  revision: z.number(),
  data: z.record(z.string(), z.unknown()),
});

const answerSchema = z.object({
  data: z
    .object({ events: z.array(event), cursor: z.string(), hasMore: z.boolean().default(true) })
    .optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).optional() }))
    .optional(),
});

/** Reads the events of another service from its feed. */
export function createFeedClient({ name, urls, signer, logger }: FeedClientOptions): FeedClient {
  const client = createOutboundClient<GraphQLAnswer>({
    name,
    urls: urls.map((url) => new URL('/events', url).href),
    signer,
    logger,
    timeoutMs: MAX_WAIT_MS + ANSWER_MS,
    maxResponseBytes: MAX_ANSWER_BYTES,
    connections: 4,
    // The consumer itself retries without limit.
    retries: { max: 0, delayMs: 0, ratio: 0, saved: 0 },
    read: (answer) => answer,
  });
  return {
    async read(after, { limit, types, waitMs, signal }) {
      const answer = await client.send({
        body: JSON.stringify({ after, limit, types, waitMs }),
        caller: ITSELF,
        requestId: `events-${randomUUID()}`,
        isRepeatable: true,
        deadline: performance.now() + waitMs + ANSWER_MS,
        signal,
      });
      return readPage(answer, after);
    },
    close: () => client.close(),
  };
}

function readPage(answer: GraphQLAnswer, after: string | undefined): EventPage {
  const { success, data: given } = answerSchema.safeParse(answer);
  const [error] = (success ? given.errors : undefined) ?? [];
  if (error?.extensions?.code === CURSOR_EXPIRED) throw new CursorExpired(after ?? '');
  if (!success || given.data === undefined)
    throw new OutboundError('failed', error?.message ?? 'the answer is no page of events', {
      transient: true,
    });
  return {
    events: given.data.events as readonly object[] as readonly ServiceEvent[],
    cursor: given.data.cursor,
    hasMore: given.data.hasMore,
  };
}
