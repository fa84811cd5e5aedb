import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import {
  createSourceEventStream,
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { eventsMissed } from '../errors.js';
import { parseJson } from '../http/parse-json.js';
import { inSpan } from '../telemetry/span.js';
import type { TraceContext } from '../telemetry/trace-context.js';
import { within } from '../telemetry/within.js';
import { followFrom, type FollowEvents, type StreamedEvent, type SubscribedEvents } from './follow-events.js';
import { isRecord } from '../is-record.js';

/** A subscription request from the router. */
export interface SubscriptionRequest {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** The position after which it continues. */
  readonly lastEventId: string | undefined;
}

/** A subscription whose events are sent. */
interface Served {
  readonly request: SubscriptionRequest;
  readonly response: ServerResponse;
  /** The trace of the request, in which each event is a span. */
  readonly trace: TraceContext | undefined;
  /** Creates the objects that the resolvers of one event share. */
  readonly createContext: (follow: FollowEvents) => object;
}

export interface SubscriptionServerOptions {
  readonly schema: GraphQLSchema;
  readonly events: SubscribedEvents;
  /** Masks, logs and counts the errors of one event. */
  readonly report: (
    errors: readonly GraphQLError[],
    contextValue: object,
  ) => readonly GraphQLFormattedError[];
}

/** Serves subscriptions as GraphQL over Server-Sent Events, in distinct connections mode. */
export interface SubscriptionServer {
  /** @returns undefined when the body is not a valid subscription */
  read(body: Buffer): SubscriptionRequest | undefined;
  serve(served: Served): Promise<void>;
  /** Ends all streams without completing them, so that the router continues at another instance. */
  stop(): void;
}

/**
 * How often a stream without events sends a heartbeat, in milliseconds: less than the 45 s for which the router waits.
 */
const HEARTBEAT_MS = 10_000;
const MAX_DOCUMENTS = 500;

export function createSubscriptionServer(options: SubscriptionServerOptions): SubscriptionServer {
  const { schema } = options;
  const documents = new LRUCache<string, DocumentNode>({ max: MAX_DOCUMENTS });
  const open = new Map<ServerResponse, AbortController>();
  const heartbeat = setInterval(() => {
    for (const response of open.keys()) {
      if (isStreaming(response) && !response.writableNeedDrain) response.write(':\n\n');
    }
  }, HEARTBEAT_MS).unref();
  return {
    read: (body) => readRequest(body, (text) => prepare(text, schema, documents)),
    async serve(served) {
      const { response } = served;
      const abort = new AbortController();
      open.set(response, abort);
      response.once('close', () => {
        open.delete(response);
        abort.abort();
      });
      await stream(served, options, abort.signal);
    },
    stop() {
      clearInterval(heartbeat);
      for (const [response, abort] of open) {
        abort.abort();
        // An end without headers would be an empty answer with status 200.
        if (response.headersSent) response.end();
        else response.destroy();
      }
    },
  };
}

/** Before its headers, a write would send those of Node; after its end, it would be an error without a listener. */
function isStreaming({ headersSent, writableEnded }: ServerResponse): boolean {
  return headersSent && !writableEnded;
}

async function stream(
  { request, response, trace, createContext }: Served,
  { schema, events, report }: SubscriptionServerOptions,
  signal: AbortSignal,
): Promise<void> {
  const after = request.lastEventId ?? (await events.log.head());
  const contextValue = createContext(followFrom(events, after, signal));
  const args: ExecutionArgs = {
    schema,
    document: request.document,
    operationName: request.operationName ?? null,
    variableValues: request.variables ?? null,
    contextValue,
  };
  const source = await createSourceEventStream(args);
  const hasEnded = () => signal.aborted;
  if (hasEnded()) return;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'private, no-store',
    'last-event-id': after,
  });
  response.flushHeaders();
  if ('errors' in source) {
    const errors = report(source.errors ?? [], contextValue);
    response.end(next({ errors }) + COMPLETE);
    return;
  }
  for await (const event of source as AsyncIterable<StreamedEvent>) {
    // Only the events are within the trace: the reader of the log, which all followers share, is not part of it.
    const payload = await inSpan(trace, { name: 'event' }, (own) =>
      within(own, () => complete(event, args, createContext, report)),
    );
    if (hasEnded()) return;
    if (!response.write(next(payload, event.eventId)))
      await once(response, 'drain', { signal }).catch(ignore);
  }
  if (!hasEnded()) response.end(COMPLETE);
}

/** Creates a context for each event: a shared loader would return the data of an earlier event. */
async function complete(
  streamed: StreamedEvent,
  args: ExecutionArgs,
  createContext: (follow: FollowEvents) => object,
  report: SubscriptionServerOptions['report'],
): Promise<object> {
  const contextValue = createContext(() => {
    throw new Error('An event of a subscription follows no others.');
  });
  const { data, errors } =
    streamed.event === undefined
      ? { data: null, errors: [eventsMissed()] }
      : await execute({ ...args, contextValue, rootValue: streamed });
  return {
    data,
    ...(errors && { errors: report(errors, contextValue) }),
    extensions: { eventId: streamed.eventId },
  };
}

const COMPLETE = 'event: complete\ndata:\n\n';

function next(payload: object, eventId?: string): string {
  const id = eventId === undefined ? '' : `id: ${eventId}\n`;
  return `event: next\n${id}data: ${JSON.stringify(payload)}\n\n`;
}

function readRequest(
  body: Buffer,
  prepareDocument: (text: string) => DocumentNode | undefined,
): SubscriptionRequest | undefined {
  const sent = parseJson(body);
  if (!isRecord(sent) || typeof sent.query !== 'string') return undefined;
  const document = prepareDocument(sent.query);
  if (document === undefined) return undefined;
  const operationName = typeof sent.operationName === 'string' ? sent.operationName : undefined;
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION)
    return undefined;
  const { lastEventId } = isRecord(sent.extensions) ? sent.extensions : {};
  return {
    document,
    operationName,
    variables: isRecord(sent.variables) ? sent.variables : undefined,
    lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
  };
}

function prepare(
  text: string,
  schema: GraphQLSchema,
  documents: LRUCache<string, DocumentNode>,
): DocumentNode | undefined {
  const known = documents.get(text);
  if (known !== undefined) return known;
  try {
    const document = parse(text, { noLocation: true });
    if (validate(schema, document).length > 0) return undefined;
    documents.set(text, document);
    return document;
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

function ignore(): void {
  // The waiting loop checks the signal itself.
}
