import {
  ApolloClient,
  CombinedGraphQLErrors,
  HttpLink,
  InMemoryCache,
  gql,
  type ApolloLink,
  type TypedDocumentNode,
} from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { relayStylePagination } from '@apollo/client/utilities';
import { createHash } from 'node:crypto';
import { from, switchMap } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessTokenOf } from '../../e2e/support/client.js';
import { sharedSupergraph } from '../../e2e/support/supergraph.js';
import { createRecordingFetch } from '../support/recording-fetch.js';
import { openSession, STALE_TOKEN } from '../support/session.js';

let url: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
});

interface ApolloOptions {
  readonly token?: string;
  readonly cache?: InMemoryCache;
  readonly link?: ApolloLink;
}

/** Apollo Client, set up as in its documentation. */
function createApollo({ token, cache = new InMemoryCache(), link }: ApolloOptions = {}) {
  const { sent, fetch } = createRecordingFetch();
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const http = new HttpLink({ uri: url, headers, fetch });
  return { sent, client: new ApolloClient({ link: link?.concat(http) ?? http, cache }) };
}

interface Page {
  readonly products: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly name: string } }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

const page: TypedDocumentNode<Page, { first: number; after?: string }> = gql`
  query Page($first: Int, $after: String) {
    products(first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          name
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`;

const me: TypedDocumentNode<{ readonly me: { readonly id: string; readonly name: string } }> = gql`
  query Me {
    me {
      id
      name
    }
  }
`;

describe('Apollo Client', () => {
  it('answers a second query from its normalised cache', async () => {
    const { client, sent } = createApollo();
    const { data } = await client.query({ query: page, variables: { first: 2 } });
    await client.query({ query: page, variables: { first: 2 } });
    expect(sent).toHaveLength(1);
    const product = data?.products.edges[0]?.node;
    expect(client.cache.extract()).toHaveProperty([`Product:${String(product?.id)}`, 'name'], product?.name);
  });

  it('joins the pages of a connection', async () => {
    const typePolicies = { Query: { fields: { products: relayStylePagination() } } };
    const { client } = createApollo({ cache: new InMemoryCache({ typePolicies }) });
    const { data } = await client.query({ query: page, variables: { first: 3 } });
    const after = data?.products.pageInfo.endCursor ?? '';
    await client
      .watchQuery({ query: page, variables: { first: 3 } })
      .fetchMore({ variables: { first: 3, after } });
    const nodes = client
      .readQuery({ query: page, variables: { first: 3 } })
      ?.products.edges.map(({ node }) => node.id);
    expect(new Set(nodes).size).toBe(6);
  });

  it('shows a change before the answer is there, and the answer afterwards', async () => {
    const { client } = createApollo({ token: await accessTokenOf(url, 'staff@demo.shop') });
    const { data } = await client.query({ query: me });
    const { id = '', name = '' } = data?.me ?? {};
    const seen: (string | undefined)[] = [];
    const subscription = client
      .watchQuery({ query: me })
      .subscribe((result) => seen.push(result.dataState === 'complete' ? result.data.me.name : undefined));
    await client.mutate({
      mutation: gql`
        mutation Rename($input: UpdateProfileInput!) {
          updateProfile(input: $input) {
            user {
              id
              name
            }
          }
        }
      `,
      variables: { input: { name } },
      optimisticResponse: {
        updateProfile: {
          __typename: 'UpdateProfilePayload',
          user: { __typename: 'User', id, name: 'Not yet' },
        },
      },
    });
    await expect.poll(() => seen.at(-1)).toBe(name);
    subscription.unsubscribe();
    expect(seen).toContain('Not yet');
  });

  const partial = gql`
    query Partial {
      products(first: 1) {
        totalCount
        nodes {
          inventory {
            sold
          }
        }
      }
    }
  `;

  it('rejects an answer with errors by default, and tells their codes', async () => {
    const error: unknown = await createApollo()
      .client.query({ query: partial })
      .catch((thrown: unknown) => thrown);
    expect(CombinedGraphQLErrors.is(error) && error.errors.map(({ extensions }) => extensions?.code)).toEqual(
      ['UNAUTHORIZED_FIELD_OR_TYPE'],
    );
  });

  it('keeps the data beside an error with the error policy "all"', async () => {
    const { data, error } = await createApollo().client.query({ query: partial, errorPolicy: 'all' });
    expect(data).toMatchObject({ products: { totalCount: 77, nodes: [{ inventory: null }] } });
    expect(CombinedGraphQLErrors.is(error)).toBe(true);
  });

  it('refreshes a session that has ended, and sends the query again', async () => {
    const { refresh } = await openSession(url);
    const link = new ErrorLink(({ error, operation, forward }) => {
      const isOver =
        CombinedGraphQLErrors.is(error) &&
        error.errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
      if (!isOver) return undefined;
      const send = (token: string) => {
        operation.setContext({ headers: { authorization: `Bearer ${token}` } });
        return forward(operation);
      };
      return from(refresh()).pipe(switchMap(send));
    });
    const { client } = createApollo({ token: STALE_TOKEN, link });
    expect((await client.query({ query: me })).data?.me.name).toBeTruthy();
  });

  it('stops asking by hash after it was told that hashes are not kept', async () => {
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const { client, sent } = createApollo({ link: new PersistedQueryLink({ sha256 }) });
    for (const first of [1, 2, 3]) {
      const { data } = await client.query({ query: page, variables: { first } });
      expect(data?.products.edges).toHaveLength(first);
    }
    expect(sent.map(({ body }) => body.includes('"query"'))).toEqual([false, true, true, true]);
  });
});
