import { releaseBody } from '@supergraph/service-kit/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../context.js';
import { refuse } from '../errors/refuse.js';
import { authenticate } from '../identity/authenticate.js';
import type { TokenVerifier } from '../identity/verify.js';
import type { Answer } from '../operation/answer.js';
import type { ResolvedOperation } from '../operation/handle-event.js';
import type { SentOperation } from '../operations.js';
import type { Framing } from '../subscriptions/framing.js';
import { HttpSubscriber } from '../subscriptions/http-subscriber.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';
import { readClientName } from './client-name.js';

export interface SubscribeOptions {
  readonly subscriptions: Subscriptions;
  readonly verifier: TokenVerifier | undefined;
  /** How much may wait to be read by a client, in bytes. */
  readonly maxUnreadBytes: number;
}

/** A request for a subscription. */
export interface SubscribeRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly sent: SentOperation;
  readonly operation: ResolvedOperation;
  readonly framing: Framing;
  readonly caller: Caller;
  readonly address: string;
}

/**
 * Answers a request with a stream of events.
 *
 * @returns the answer to a refused subscription; undefined when the stream has begun
 */
export async function subscribe(
  { request, reply, sent, operation, framing, caller, address }: SubscribeRequest,
  { subscriptions, verifier, maxUnreadBytes }: SubscribeOptions,
): Promise<Answer | undefined> {
  const { raw } = request;
  const response = reply.raw;
  const subscriber = new HttpSubscriber({
    response,
    framing,
    address,
    maxUnreadBytes,
    requestId: request.id,
    clientName: readClientName(request.headers),
    trace: request.trace,
    identify: () => authenticate(raw, verifier),
    headers() {
      const headers = reply.getHeaders();
      reply.hijack();
      releaseBody(response);
      return headers;
    },
  });
  const lastEventId = readLastEventId(request, sent);
  const opened = await subscriptions.open({ operation, subscriber, caller, lastEventId });
  if ('body' in opened) return opened;
  if (response.destroyed) opened.leave();
  else response.once('close', opened.leave);
  return undefined;
}

/** @throws Refusal when it is no text */
function readLastEventId({ headers }: FastifyRequest, { extensions }: SentOperation): string | undefined {
  const { lastEventId = headers['last-event-id'] } = extensions ?? {};
  if (lastEventId === undefined || typeof lastEventId === 'string') return lastEventId;
  throw refuse(400, 'BAD_REQUEST', '`extensions.lastEventId` must be a string.');
}
