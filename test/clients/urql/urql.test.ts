import { authExchange } from '@urql/exchange-auth';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { persistedExchange } from '@urql/exchange-persisted';
import { Client, fetchExchange, gql, type CombinedError, type Exchange } from 'urql';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessTokenOf } from '../../e2e/support/client.js';
import { sharedSupergraph } from '../../e2e/support/supergraph.js';
import { createRecordingFetch } from '../support/recording-fetch.js';
import { openSession, STALE_TOKEN } from '../support/session.js';

let url: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
});

interface Page {
  readonly products: {
    readonly edges: readonly { readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

const page = gql<Page>`
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

const me = gql<{ readonly me: { readonly id: string; readonly name: string } }>`
  query Me {
    me {
      id
      name
    }
  }
`;

/** urql, set up as in its documentation. */
function createUrql(exchanges: Exchange[], token?: string) {
  const { sent, fetch } = createRecordingFetch();
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    sent,
    client: new Client({ url, exchanges: [...exchanges, fetchExchange], fetch, fetchOptions: { headers } }),
  };
}

const codesOf = (error: CombinedError | undefined) =>
  error?.graphQLErrors.map(({ extensions }) => extensions.code);

describe('urql', () => {
  it('asks by GET as it does by default, and answers the second query from its normalised cache', async () => {
    const { sent, client } = createUrql([cacheExchange({})]);
    for (const _time of [1, 2]) {
      const { data, error } = await client.query(page, { first: 2 }).toPromise();
      expect(error).toBeUndefined();
      expect(data?.products.edges).toHaveLength(2);
    }
    expect(sent.map(({ method }) => method)).toEqual(['GET']);
  });

  it('joins the pages of a connection', async () => {
    const { client } = createUrql([cacheExchange({ resolvers: { Query: { products: relayPagination() } } })]);
    const { data } = await client.query(page, { first: 3 }).toPromise();
    const after = data?.products.pageInfo.endCursor;
    const { data: joined } = await client.query(page, { first: 3, after }).toPromise();
    expect(new Set(joined?.products.edges.map(({ node }) => node.id)).size).toBe(6);
  });

  it('shows a change before the answer is there, and the answer afterwards', async () => {
    const optimistic = {
      updateProfile: (
        _arguments: unknown,
        cache: { resolve: (entity: string, field: string) => unknown },
      ) => ({
        __typename: 'UpdateProfilePayload',
        user: { __typename: 'User', id: idOf(cache.resolve('Query', 'me')), name: 'Not yet' },
      }),
    };
    const { client } = createUrql(
      [cacheExchange({ optimistic })],
      await accessTokenOf(url, 'staff@demo.shop'),
    );
    const seen: (string | undefined)[] = [];
    const subscription = client.query(me, {}).subscribe(({ data }) => seen.push(data?.me.name));
    await expect.poll(() => seen).toHaveLength(1);
    const [name] = seen;
    const rename = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { id name } } }`;
    const { error } = await client.mutation(rename, { input: { name } }).toPromise();
    expect(error).toBeUndefined();
    await expect.poll(() => seen).toEqual([name, 'Not yet', name]);
    subscription.unsubscribe();
  });

  it('gives the data beside an error', async () => {
    const { client } = createUrql([cacheExchange({})]);
    const query = '{ products(first: 1) { totalCount nodes { id inventory { sold } } } }';
    const { data, error } = await client.query<object>(query, {}).toPromise();
    expect(data).toMatchObject({ products: { totalCount: 77, nodes: [{ inventory: null }] } });
    expect(codesOf(error)).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
  });

  it('refreshes a session that has ended, and sends the query again', async () => {
    const session = await openSession(url);
    let token = STALE_TOKEN;
    const authentication = authExchange((utilities) =>
      Promise.resolve({
        addAuthToOperation: (operation) =>
          utilities.appendHeaders(operation, { authorization: `Bearer ${token}` }),
        didAuthError: (error) => codesOf(error)?.includes('UNAUTHENTICATED') === true,
        async refreshAuth() {
          token = await session.refresh();
        },
      }),
    );
    const { client } = createUrql([cacheExchange({}), authentication]);
    const { data, error } = await client.query(me, {}).toPromise();
    expect(error).toBeUndefined();
    expect(data?.me.name).toBeTruthy();
  });

  it('stops asking by hash after it was told that hashes are not kept', async () => {
    const { sent, client } = createUrql([persistedExchange({})]);
    for (const first of [1, 2, 3]) {
      const { data, error } = await client.query(page, { first }).toPromise();
      expect(error).toBeUndefined();
      expect(data?.products.edges).toHaveLength(first);
    }
    expect(sent).toHaveLength(4);
  });
});

/** The id in a cache key, such as `123` in `User:123`. */
function idOf(key: unknown): string {
  return String(key).slice('User:'.length);
}
