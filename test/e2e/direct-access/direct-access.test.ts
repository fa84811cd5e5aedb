import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessTokenOf } from '../support/client.js';
import { sharedSupergraph, type SharedSupergraph } from '../support/supergraph.js';

let supergraph: SharedSupergraph;
let token: string;

beforeAll(async () => {
  supergraph = await sharedSupergraph();
  token = await accessTokenOf(supergraph.url, 'admin@demo.shop');
});

const queries = [
  '{ _service { sdl } }',
  '{ __typename }',
  '{ __schema { types { name } } }',
  'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
];

describe.each(repositorySubgraphNames())('%s, asked without the router', (name) => {
  it.each(queries)('refuses %s', async (query) => {
    const attempts: Record<string, string>[] = [
      {},
      { authorization: `Bearer ${token}` },
      { 'supergraph-envelope': token },
    ];
    for (const headers of attempts) {
      const response = await fetch(supergraph.urls[name], {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables: { r: [{ __typename: 'Product', id: 'nw-product-1' }] } }),
      });
      expect(response.status).toBe(401);
      const body = (await response.json()) as { data?: unknown; errors: { extensions: { code: string } }[] };
      expect(body.data).toBeUndefined();
      expect(body.errors.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    }
  });
});
