import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHandler } from 'graphql-sse';
import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';

/** The context of a subscription's resolvers. */
export interface EventContext extends Record<PropertyKey, unknown> {
  /** The last event that the router has received. */
  readonly lastEventId: string | undefined;
  /** Aborted when the router ends the stream. */
  readonly signal: AbortSignal;
}

/** Serves subscriptions as graphql-sse does. An event's `eventId` travels in the payload's extensions. */
export function serveEvents(schema: GraphQLSchema) {
  const handler = createHandler<IncomingMessage, AbortSignal, EventContext>({
    schema,
    subscribe: (args) => subscribe(args),
    context: ({ context: signal }, { extensions }) => ({
      signal,
      lastEventId: typeof extensions?.lastEventId === 'string' ? extensions.lastEventId : undefined,
    }),
  });
  return async (request: IncomingMessage, response: ServerResponse, body: string): Promise<void> => {
    const abort = new AbortController();
    response.once('close', () => abort.abort());
    const [stream, { status, headers }] = await handler({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: { get: (name) => request.headers[name] as string | undefined },
      body: () => Promise.resolve(body),
      raw: request,
      context: abort.signal,
    });
    response.writeHead(status, headers);
    if (typeof stream !== 'object' || stream === null) {
      response.end(stream ?? '');
      return;
    }
    for await (const text of stream) response.write(text);
    response.end();
  };
}

async function subscribe(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  return 'errors' in source ? source : complete(source as AsyncIterable<{ eventId?: string }>, args);
}

async function* complete(source: AsyncIterable<{ eventId?: string }>, args: ExecutionArgs) {
  for await (const event of source) {
    const result = await execute({ ...args, rootValue: event });
    yield event.eventId === undefined ? result : { ...result, extensions: { eventId: event.eventId } };
  }
}
