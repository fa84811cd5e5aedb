import { ClientError, GraphQLClient, gql } from 'graphql-request';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedSupergraph } from '../../e2e/support/supergraph.js';
import { openSession, STALE_TOKEN } from '../support/session.js';

let url: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
});

interface Page {
  readonly products: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

const page = gql`
  query Page($first: Int, $after: String) {
    products(first: $first, after: $after) {
      nodes {
        id
      }
      pageInfo {
        endCursor
      }
    }
  }
`;

const codesOf = (error: unknown) =>
  error instanceof ClientError ? error.response.errors?.map(({ extensions }) => extensions.code) : undefined;

describe('graphql-request', () => {
  it.each(['POST', 'GET'] as const)('goes from page to page by %s', async (method) => {
    const client = new GraphQLClient(url, { method });
    const { products: first } = await client.request<Page>(page, { first: 2 });
    const after = first.pageInfo.endCursor;
    const { products: second } = await client.request<Page>(page, { first: 2, after });
    expect(new Set([...first.nodes, ...second.nodes].map(({ id }) => id)).size).toBe(4);
  });

  it('throws an error that has the code', async () => {
    const error: unknown = await new GraphQLClient(url)
      .request('{ nothing }')
      .catch((thrown: unknown) => thrown);
    expect(codesOf(error)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('gives the data beside an error with the error policy "all"', async () => {
    const client = new GraphQLClient(url, { errorPolicy: 'all' });
    const query = '{ products(first: 1) { totalCount nodes { id inventory { sold } } } }';
    const { data, errors } = await client.rawRequest<object>(query);
    expect(data).toMatchObject({ products: { totalCount: 77, nodes: [{ inventory: null }] } });
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
  });

  it('is told that a session has ended, and goes on with the new token', async () => {
    const { refresh } = await openSession(url);
    const client = new GraphQLClient(url, { headers: { authorization: `Bearer ${STALE_TOKEN}` } });
    const error: unknown = await client.request('{ me { id } }').catch((thrown: unknown) => thrown);
    expect(codesOf(error)).toEqual(['UNAUTHENTICATED']);
    client.setHeader('authorization', `Bearer ${await refresh()}`);
    expect(await client.request('{ me { email } }')).toEqual({ me: { email: 'customer@demo.shop' } });
  });

  it('is told that batches are not supported', async () => {
    const batch = new GraphQLClient(url).batchRequests([{ document: '{ __typename }' }]);
    await expect(batch).rejects.toThrow(/send one operation per request/);
  });
});
