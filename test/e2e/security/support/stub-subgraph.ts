import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';

export type Respond = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A server that takes the place of all subgraphs. `respond` can be replaced at any time. */
export interface StubSubgraph {
  /** The value of SUBGRAPH_URLS that sends all requests to this server. */
  readonly urls: string;
  respond: Respond;
  close(): void;
}

export async function startStubSubgraph(respond: Respond): Promise<StubSubgraph> {
  const stub = { respond };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => stub.respond(request, response, Buffer.concat(chunks).toString()));
    response.on('error', () => undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return Object.assign(stub, {
    urls: repositorySubgraphNames()
      .map((name) => `${name}=${url}`)
      .join(','),
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
}
