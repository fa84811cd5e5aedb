import { ApolloClient, HttpLink, InMemoryCache, gql, type TypedDocumentNode } from '@apollo/client';
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental';
import { beforeAll, expect, it } from 'vitest';
import { sharedSupergraph } from '../../e2e/support/supergraph.js';
import { createRecordingFetch } from '../support/recording-fetch.js';

let url: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
});

interface Page {
  readonly products: { readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[] };
}

const page: TypedDocumentNode<Page> = gql`
  query DeferredPage {
    products(first: 2) {
      edges {
        node {
          id
          name
          ... @defer {
            description
            stock
          }
        }
      }
    }
  }
`;

it.each([
  ['the current draft', () => new GraphQL17Alpha9Handler()],
  ['the format of August 2022', () => new Defer20220824Handler()],
])('Apollo Client reads deferred fragments in %s', async (_name, createHandler) => {
  const { fetch } = createRecordingFetch();
  const client = new ApolloClient({
    link: new HttpLink({ uri: url, fetch }),
    cache: new InMemoryCache(),
    incrementalHandler: createHandler(),
  });
  const results: { readonly keys: readonly string[]; readonly state: string }[] = [];
  await new Promise<void>((resolve, reject) => {
    client.watchQuery({ query: page }).subscribe({
      error: reject,
      next: ({ data, dataState, error, loading }) => {
        if (error !== undefined) reject(new Error(error.message));
        const node = (data as Page | undefined)?.products.edges[0]?.node;
        if (node !== undefined) results.push({ keys: Object.keys(node), state: dataState });
        if (dataState === 'complete' && !loading) resolve();
      },
    });
  });
  expect(results[0]).toEqual({ keys: ['__typename', 'id', 'name'], state: 'streaming' });
  expect(results.at(-1)?.state).toBe('complete');
  expect(results.at(-1)?.keys).toEqual(expect.arrayContaining(['name', 'description', 'stock']));
  client.stop();
});
