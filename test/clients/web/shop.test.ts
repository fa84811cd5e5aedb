import { gql, type TypedDocumentNode } from '@apollo/client';
import * as operations from '@supergraph/schema';
import { DEMO_PASSWORD } from '@supergraph/local';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../e2e/support/client.js';
import { sharedSupergraph } from '../../e2e/support/supergraph.js';
import { STALE_TOKEN } from '../support/session.js';
import { createShop } from './shop.js';

let url: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
});

interface Products {
  readonly products: {
    readonly edges: readonly unknown[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

const products: TypedDocumentNode<Products, { after?: string }> = gql`
  query Products($after: String) {
    products(first: 2, after: $after) {
      edges {
        cursor
        node {
          id
          price {
            amount
            currency
          }
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`;

const me = gql`
  query Me {
    me {
      email
    }
  }
`;

describe('the web example of docs/clients.md', () => {
  it('is this file', () => {
    const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
    expect(read('../../../docs/clients.md')).toContain(`\`\`\`ts\n${read('shop.ts')}\`\`\`\n`);
  });

  it('joins pages and keeps prices inside their products', async () => {
    const shop = createShop(url);
    const { data } = await shop.query({ query: products });
    await shop
      .watchQuery({ query: products })
      .fetchMore({ variables: { after: data?.products.pageInfo.endCursor } });
    expect(shop.readQuery({ query: products })?.products.edges).toHaveLength(4);
    expect(Object.keys(shop.cache.extract() as object).filter((key) => key.startsWith('Money'))).toEqual([]);
  });

  it('renews a session that has ended once, for requests at the same time', async () => {
    const input = { email: 'customer@demo.shop', password: DEMO_PASSWORD };
    const { signIn } = await createClient(url).data<operations.WebSignInMutation>(operations.webSignIn.text, {
      input,
    });
    const shop = createShop(url, {
      accessToken: STALE_TOKEN,
      refreshToken: signIn?.session?.refreshToken ?? '',
    });
    const ask = () => shop.query({ query: me, fetchPolicy: 'network-only' });
    // Using the refresh token a second time would end the session.
    for (const { data } of await Promise.all([ask(), ask(), ask()])) {
      expect(data).toMatchObject({ me: { email: 'customer@demo.shop' } });
    }
    expect((await ask()).data).toMatchObject({ me: { email: 'customer@demo.shop' } });
  });
});
