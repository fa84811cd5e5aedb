import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { serveEvents } from './serve-events.js';

/** The description of a subgraph in a test. */
export interface SubgraphDescription {
  readonly sdl: string;
  /** Resolvers in the usual shape. */
  readonly resolvers?: Readonly<Record<string, unknown>>;
  /** Answers instead of graphql-js, for hostile subgraphs. */
  readonly handle?: (request: IncomingMessage, response: ServerResponse, body: string) => void;
}

/** A running subgraph. */
export interface TestSubgraph {
  readonly name: string;
  readonly url: string;
  /** The requests that it has received. */
  readonly requests: { readonly body: string; readonly headers: IncomingMessage['headers'] }[];
  /** Cuts all connections. */
  cut(): void;
  close(): Promise<void>;
}

export async function startSubgraph(name: string, description: SubgraphDescription): Promise<TestSubgraph> {
  const { sdl, resolvers, handle } = description;
  const schema =
    handle === undefined
      ? buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: (resolvers ?? {}) as never })
      : undefined;
  const events = schema && serveEvents(schema);
  const requests: TestSubgraph['requests'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      requests.push({ body, headers: request.headers });
      if (schema === undefined) {
        handle?.(request, response, body);
        return;
      }
      if (request.headers.accept === 'text/event-stream') {
        void events?.(request, response, body);
        return;
      }
      const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
      void graphql({ schema, source: query, variableValues: variables ?? {} }).then((result) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    requests,
    cut: () => server.closeAllConnections(),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
