import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { createEnvelopeSigner, ENVELOPE_HEADER, parseKeyRings } from '@supergraph/service-kit/service';
import { parse } from 'graphql';
import jwt, { type JwtPayload } from 'jsonwebtoken';
import type { Caller } from '../context.js';
import { stripAuthorization } from '../authorization/strip.js';
import { anonymous } from '../identity/authenticate.js';

export interface StockRouterOptions {
  readonly supergraphSdl: string;
  /** Each subgraph's URL by its name. */
  readonly urls: Readonly<Record<string, string>>;
  /** As the router reads them from `ENVELOPE_KEYS_OUT`. */
  readonly envelopeKeys: string;
}

/**
 * A real `ApolloServer` with a real `ApolloGateway` over subgraphs that need signed envelopes. It enforces no
 * authorization and accepts any token, so it shows the subgraphs' own answers.
 */
export async function startStockRouter({ supergraphSdl, urls, envelopeKeys }: StockRouterOptions) {
  const signer = createEnvelopeSigner({ issuer: 'router', rings: parseKeyRings(envelopeKeys) });
  const gateway = new ApolloGateway({
    supergraphSdl: stripAuthorization(parse(supergraphSdl)),
    buildService: ({ name }) =>
      new RemoteGraphQLDataSource({
        url: urls[name] ?? '',
        willSendRequest({ request, context }) {
          const { http, query, ...rest } = request;
          const body = JSON.stringify({ query, ...rest });
          const { caller = anonymous } = context as { caller?: Caller };
          const envelope = signer.sign({ audience: name, body, caller, requestId: 'stock' });
          http?.headers.set(ENVELOPE_HEADER, envelope);
        },
      }),
  });
  const apollo = new ApolloServer<{ caller?: Caller }>({ gateway, stopOnTerminationSignals: false });
  await apollo.start();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = new HeaderMap();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
      void apollo
        .executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: 'POST',
            headers,
            search: '',
            body: JSON.parse(Buffer.concat(chunks).toString()),
          },
          context: () => Promise.resolve({ caller: readCaller(request.headers.authorization) }),
        })
        .then(({ status = 200, headers: answered, body }) => {
          response.writeHead(status, Object.fromEntries(answered));
          response.end(body.kind === 'complete' ? body.string : '');
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await apollo.stop();
    },
  };
}

function readCaller(authorization: string | undefined): Caller {
  const claims = jwt.decode(authorization?.replace(/^Bearer /, '') ?? '') as JwtPayload | null;
  const scope = typeof claims?.scope === 'string' ? claims.scope.split(' ') : [];
  const session = claims?.sid as string | undefined;
  return { subject: claims?.sub, session, scopes: new Set(scope), claims: {} };
}
