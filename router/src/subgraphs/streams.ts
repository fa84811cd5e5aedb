import { randomInt } from 'node:crypto';
import {
  ENVELOPE_HEADER,
  inSpan,
  writeTraceContext,
  type EnvelopeSigner,
} from '@supergraph/service-kit/service';
import { Agent, request as send, type Dispatcher } from 'undici';
import type { StopSignal } from '../context.js';
import { EventStreamReader, type ServerSentEvent } from './event-stream.js';
import { SubgraphUnavailable, type SubgraphAnswer, type SubgraphRequest } from './transport.js';

export interface SubgraphStreamsOptions {
  /** Signs each request. `undefined`: the subgraphs do not check envelopes. */
  readonly signer: EnvelopeSigner | undefined;
  /** The time limit for the beginning of a stream, in milliseconds. */
  readonly timeoutMsOf: (subgraph: string) => number;
  /** The maximum size of one event, in bytes. */
  readonly maxEventBytes: number;
}

/** One event of a subscription. */
export interface StreamEvent {
  /** The event's position in the subgraph's stream; undefined when the subgraph names none. */
  readonly id: string | undefined;
  readonly answer: SubgraphAnswer;
}

/** The events of one subscription. Its end is the subscription's; it throws when the connection is lost before. */
export interface SubgraphStream extends AsyncIterable<StreamEvent> {
  /** The position at which it began. */
  readonly startId: string | undefined;
}

/** A subscription for one subgraph. */
export interface StreamRequest extends Pick<SubgraphRequest, 'subgraph' | 'body' | 'context'> {
  /** The id of the last event that was received: the stream goes on after it. */
  readonly lastEventId: string | undefined;
  /** Ends the stream. */
  readonly signal: StopSignal;
}

/** Opens subscriptions at subgraphs: GraphQL over Server-Sent Events in distinct connections mode. */
export interface SubgraphStreams {
  /** Sends further subscriptions to these addresses, by subgraph. Open streams stay where they are. */
  serve(urls: ReadonlyMap<string, readonly string[]>): void;
  /** Identifies the addresses of a subgraph. */
  addressesOf(subgraph: string): string;
  /** @throws SubgraphUnavailable */
  open(request: StreamRequest): Promise<SubgraphStream>;
  close(): Promise<void>;
}

/** A peer that sends nothing for this long is gone. Servers send a comment every 10 to 15 s. In milliseconds. */
const SILENCE_MS = 45_000;
const CONNECT_MS = 2_000;

/** An id that every protocol can carry. */
export const EVENT_ID = /^[\x21-\x7e]{1,256}$/;

export function createSubgraphStreams(options: SubgraphStreamsOptions): SubgraphStreams {
  const agent = new Agent({ pipelining: 1, bodyTimeout: SILENCE_MS, connect: { timeout: CONNECT_MS } });
  let served: ReadonlyMap<string, readonly string[]> = new Map();
  return {
    serve(urls) {
      served = urls;
    },
    addressesOf: (subgraph) => served.get(subgraph)?.join(' ') ?? '',
    async open(request) {
      const urls = served.get(request.subgraph) ?? [];
      // Another attempt goes to any of the addresses again, since one that refuses may be about to stop.
      const url = urls[urls.length < 2 ? 0 : randomInt(urls.length)];
      if (url === undefined) throw unavailable(request, 'no URL is known');
      return inSpan(request.context.trace, { name: `stream ${request.subgraph}`, isCall: true }, (trace) =>
        openAt(url, { ...request, context: { ...request.context, trace } }, agent, options),
      );
    },
    close: () => agent.destroy(),
  };
}

async function openAt(
  url: string,
  request: StreamRequest,
  dispatcher: Dispatcher,
  { signer, timeoutMsOf, maxEventBytes }: SubgraphStreamsOptions,
): Promise<SubgraphStream> {
  const { subgraph, context, signal } = request;
  const body = withLastEventId(request);
  const abort = new AbortController();
  const stop = () => abort.abort();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  const { subject, scopes, session } = context.caller;
  const caller = { subject, scopes, session, address: context.address, client: context.clientName };
  try {
    const response = await send(url, {
      dispatcher,
      method: 'POST',
      headers: [
        ...['content-type', 'application/json', 'accept', 'text/event-stream'],
        ...writeTraceContext(context.trace),
        ...(signer === undefined
          ? []
          : [
              ENVELOPE_HEADER,
              signer.sign({ audience: subgraph, body, caller, requestId: context.requestId }),
            ]),
      ],
      body,
      headersTimeout: timeoutMsOf(subgraph),
      signal: abort.signal,
    });
    const type = response.headers['content-type'];
    if (response.statusCode !== 200 || !String(type).startsWith('text/event-stream')) {
      stop();
      throw unavailable(request, `answered a subscription with ${response.statusCode}, ${String(type)}`);
    }
    const startId = response.headers['last-event-id'];
    return {
      startId: typeof startId === 'string' ? startId : undefined,
      [Symbol.asyncIterator]: () => readEvents(response.body, request, maxEventBytes),
    };
  } catch (error) {
    signal.removeEventListener('abort', stop);
    throw toUnavailable(request, error);
  }
}

/** The position is part of the body, which the envelope authenticates. */
function withLastEventId({ body, lastEventId }: StreamRequest): string {
  if (lastEventId === undefined) return body;
  return `${body.slice(0, -1)},"extensions":${JSON.stringify({ lastEventId })}}`;
}

async function* readEvents(
  body: AsyncIterable<Buffer>,
  request: StreamRequest,
  maxEventBytes: number,
): AsyncGenerator<StreamEvent, void> {
  const messages: ServerSentEvent[] = [];
  const reader = new EventStreamReader((message) => void messages.push(message));
  const decoder = new TextDecoder();
  try {
    for await (const chunk of body) {
      reader.feed(decoder.decode(chunk, { stream: true }));
      if (reader.unread > maxEventBytes)
        throw unavailable(request, `an event has more than ${maxEventBytes} bytes`);
      for (const message of messages.splice(0)) {
        if (message.event === 'complete') return;
        if (message.event === 'next') yield readEvent(message, request);
      }
    }
  } catch (error) {
    throw toUnavailable(request, error);
  }
  throw unavailable(request, 'the stream ended without completing');
}

function readEvent({ id, data }: ServerSentEvent, request: StreamRequest): StreamEvent {
  const answer: unknown = parse(data);
  if (typeof answer !== 'object' || answer === null)
    throw unavailable(request, 'an event is not a JSON object');
  const eventId = id ?? idIn(answer);
  return { id: eventId !== undefined && EVENT_ID.test(eventId) ? eventId : undefined, answer };
}

/** Where the subgraph names its events in the payload. */
function idIn({ extensions }: SubgraphAnswer): string | undefined {
  if (typeof extensions !== 'object' || extensions === null || !('eventId' in extensions)) return undefined;
  return typeof extensions.eventId === 'string' ? extensions.eventId : undefined;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function toUnavailable(request: StreamRequest, error: unknown): SubgraphUnavailable {
  if (error instanceof SubgraphUnavailable) return error;
  return unavailable(request, error instanceof Error ? error.message : String(error), error);
}

function unavailable({ subgraph }: StreamRequest, detail: string, cause?: unknown): SubgraphUnavailable {
  return new SubgraphUnavailable(subgraph, 'SERVICE_UNAVAILABLE', detail, cause);
}
