// ApolloGateway and Apollo Server with their defaults. FETCHER=fetch or FETCHER=request replaces the default fetcher by
// undici's function of that name.
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { fetch, request } from 'undici';

const fetchers = {
  fetch,
  request: async (url, { method, headers, body }) => {
    const answer = await request(url, { method, headers, body });
    return {
      ok: answer.statusCode < 300,
      status: answer.statusCode,
      headers: new Headers(answer.headers),
      json: () => answer.body.json(),
      text: () => answer.body.text(),
    };
  },
};
const fetcher = fetchers[process.env.FETCHER];

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.env.SUPERGRAPH_PATH, 'utf8'),
  ...(fetcher && { buildService: ({ url }) => new RemoteGraphQLDataSource({ url, fetcher }) }),
});
const server = new ApolloServer({ gateway });
await startStandaloneServer(server, { listen: { port: Number(process.env.PORT), host: '127.0.0.1' } });
