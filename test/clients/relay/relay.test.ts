import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commitMutation,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  Network,
  RecordSource,
  Store,
  type ConcreteRequest,
  type FetchFunction,
  type GraphQLResponse,
  type MutationParameters,
  type OperationType,
} from 'relay-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessTokenOf } from '../../e2e/support/client.js';
import { sharedSupergraph } from '../../e2e/support/supergraph.js';
import { openSession, STALE_TOKEN } from '../support/session.js';
import { compileRelay, type RelayArtifacts } from './compile.js';

interface Page extends OperationType {
  readonly variables: { readonly first: number; readonly after?: string };
  readonly response: {
    readonly products: {
      readonly edges: readonly { readonly node: { readonly id: string } }[];
      readonly pageInfo: { readonly endCursor: string };
    };
  };
}

interface Me extends OperationType {
  readonly variables: Record<string, never>;
  readonly response: { readonly me: { readonly id: string; readonly name: string } | null };
}

interface Rename extends MutationParameters {
  readonly variables: { readonly input: { readonly name: string } };
  readonly response: Record<string, unknown>;
  readonly rawResponse: Record<string, unknown>;
}

const DOCUMENTS = [
  `query shopPageQuery($first: Int, $after: String) {
    products(first: $first, after: $after) @connection(key: "shop_products") {
      edges { cursor node { id name } }
      pageInfo { endCursor hasNextPage }
    }
  }`,
  `query shopMeQuery { me { id name } }`,
  `mutation shopRenameMutation($input: UpdateProfileInput!) { updateProfile(input: $input) { user { id name } } }`,
];

let url: string;
let folder: string;
let artifacts: RelayArtifacts;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
  folder = await mkdtemp(join(tmpdir(), 'relay-'));
  artifacts = await compileRelay(folder, DOCUMENTS);
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (name: string) => (await artifacts.read(name)) as ConcreteRequest;

/** The fetch function of Relay's documentation, extended to refresh a session that has expired. */
function createRelay(token?: string, refresh?: () => Promise<string>) {
  let sent = 0;
  const send = async (query: string | null, variables: object, bearer?: string) => {
    sent += 1;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphQLResponse & {
      errors?: { extensions: { code: string } }[];
    };
  };
  const fetchFunction: FetchFunction = async ({ text }, variables) => {
    const answer = await send(text, variables, token);
    const isOver = answer.errors?.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED') === true;
    return isOver && refresh !== undefined ? send(text, variables, await refresh()) : answer;
  };
  const environment = new Environment({
    network: Network.create(fetchFunction),
    store: new Store(new RecordSource()),
  });
  return { environment, sent: () => sent };
}

describe('Relay', () => {
  it('answers a second query from its normalised store', async () => {
    const { environment, sent } = createRelay();
    const query = await read('shopPageQuery');
    const ask = () =>
      fetchQuery<Page>(environment, query, { first: 2 }, { fetchPolicy: 'store-or-network' }).toPromise();
    const first = await ask();
    expect(first?.products.edges).toHaveLength(2);
    const id = first?.products.edges[0]?.node.id ?? '';
    expect(environment.getStore().getSource().get(id)).toMatchObject({ __typename: 'Product', id });
    environment.retain(createOperationDescriptor(query, { first: 2 }));
    expect(await ask()).toEqual(first);
    expect(sent()).toBe(1);
  });

  it('joins the pages of a connection', async () => {
    const { environment } = createRelay();
    const query = await read('shopPageQuery');
    const first = await fetchQuery<Page>(environment, query, { first: 3 }).toPromise();
    const after = first?.products.pageInfo.endCursor ?? '';
    await fetchQuery<Page>(environment, query, { first: 3, after }).toPromise();
    const { fragment } = createOperationDescriptor(query, { first: 3 });
    const { data } = environment.lookup(fragment);
    const { products } = data as unknown as Page['response'];
    expect(new Set(products.edges.map(({ node }) => node.id)).size).toBe(6);
  });

  it('shows a change before the answer is there, and the answer afterwards', async () => {
    const { environment } = createRelay(await accessTokenOf(url, 'staff@demo.shop'));
    const query = await read('shopMeQuery');
    const mutation = await read('shopRenameMutation');
    const me = (await fetchQuery<Me>(environment, query, {}).toPromise())?.me;
    const { id = '', name = '' } = me ?? {};
    const { fragment } = createOperationDescriptor(query, {});
    const nameNow = () => (environment.lookup(fragment).data as unknown as Me['response']).me?.name;
    await new Promise<void>((resolve, reject) => {
      commitMutation<Rename>(environment, {
        mutation,
        variables: { input: { name } },
        optimisticResponse: { updateProfile: { user: { id, name: 'Not yet' } } },
        onCompleted: () => resolve(),
        onError: reject,
      });
      expect(nameNow()).toBe('Not yet');
    });
    expect(nameNow()).toBe(name);
  });

  it('takes an answer with data and errors, and rejects one with errors alone', async () => {
    const query = await read('shopMeQuery');
    const anonymous = createRelay().environment;
    expect(await fetchQuery<Me>(anonymous, query, {}).toPromise()).toEqual({ me: null });
    const forged = createRelay(STALE_TOKEN).environment;
    await expect(fetchQuery<Me>(forged, query, {}).toPromise()).rejects.toThrow(/access token is not valid/);
  });

  it('refreshes a session that has ended, and sends the query again', async () => {
    const { refresh } = await openSession(url);
    const { environment } = createRelay(STALE_TOKEN, refresh);
    const data = await fetchQuery<Me>(environment, await read('shopMeQuery'), {}).toPromise();
    expect(data?.me?.name).toBeTruthy();
  });
});
