import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@external", "@authenticated"])`;

const shop = {
  sdl: `${LINK}
    type Query { items: [Item]  things: [Thing] }
    union Thing = Item | Other
    type Other @key(fields: "id") { id: ID!  name: String }
    type Item @key(fields: "id") { id: ID!  name: String  owner: ID  weight: Int  closed: Int @authenticated }`,
  resolvers: {
    Query: {
      items: () => [{ id: '1', name: 'Other', owner: '3', weight: 5 }],
      things: () => [
        { __typename: 'Item', id: '1', name: 'Other' },
        { __typename: 'Other', id: '2', name: 'Item' },
      ],
    },
  },
};

const stock = {
  sdl: `${LINK}
    type Other @key(fields: "id") { id: ID!  secret: String }
    type Item @key(fields: "id") { id: ID!  weight: Int @external  secret: String  price: Int @requires(fields: "weight")  broken: Int }`,
  resolvers: {
    Item: {
      __resolveReference: (reference: object) => reference,
      secret: ({ id }: { id: string }) => `item ${id}`,
      price: ({ weight }: { weight: number }) => weight * 10,
      broken: () => {
        throw new Error('broken');
      },
    },
    Other: {
      __resolveReference: (reference: object) => reference,
      secret: ({ id }: { id: string }) => `other ${id}`,
    },
  },
};

describe('an alias of a name that plans read', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({
      subgraphs: { shop, stock },
    });
  });
  afterAll(() => router.close());

  it.each<[string, string, unknown]>([
    ['a key', '{ items { id: name secret } }', [{ id: 'Other', secret: 'item 1' }]],
    ['a key, of another key', '{ items { id: owner secret } }', [{ id: '3', secret: 'item 1' }]],
    [
      'a key that is asked for too',
      '{ items { id: name key: id secret } }',
      [{ id: 'Other', key: '1', secret: 'item 1' }],
    ],
    ['a required field', '{ items { weight: name price } }', [{ weight: 'Other', price: 50 }]],
    ['a required field, of the key', '{ items { weight: id price } }', [{ weight: '1', price: 50 }]],
    ['the type', '{ items { __typename: name secret } }', [{ __typename: 'Other', secret: 'item 1' }]],
    [
      'a key in a fragment',
      '{ items { secret ...F } } fragment F on Item { id: name }',
      [{ secret: 'item 1', id: 'Other' }],
    ],
    [
      'what it is renamed to',
      '{ items { _alias_id: name id: owner secret } }',
      [{ _alias_id: 'Other', id: '3', secret: 'item 1' }],
    ],
    [
      'what the executor marks types with',
      '{ items { _alias_typename: name closed } }',
      [{ _alias_typename: 'Other', closed: null }],
    ],
  ])('%s: is another name in the answer and nothing else', async (_name, query, items) => {
    for (let time = 0; time < 2; time += 1) expect((await router.ask(query)).body.data).toEqual({ items });
  });

  it.each<[string, string, unknown]>([
    ['left out', '{ items { closed @include(if: false) } }', [{}]],
    ['taken away', '{ items { closed @include(if: true) } }', [{ closed: null }]],
    [
      'taken away, and another left out',
      '{ items { closed @skip(if: false) name @skip(if: true) } }',
      [{ closed: null }],
    ],
    ['left out, under the key for that', '{ items { _alias_: name @include(if: false) } }', [{}]],
    [
      'there, under the key for that',
      '{ items { _alias_: __typename @include(if: true) } }',
      [{ _alias_: 'Item' }],
    ],
  ])('an object is there though what is asked of it is %s', async (_name, query, items) => {
    expect((await router.ask(query)).body.data).toEqual({ items });
  });

  it('does not turn one type into another', async () => {
    const { body } = await router.ask(
      '{ things { ... on Item { id: name secret } ... on Other { id: name secret } } }',
    );
    expect(body.data).toEqual({
      things: [
        { id: 'Other', secret: 'item 1' },
        { id: 'Item', secret: 'other 2' },
      ],
    });
  });

  it('is in the paths of errors', async () => {
    const { body } = await router.ask('{ items { id: name weight: broken name: closed } }');
    expect(body.data).toEqual({ items: [{ id: 'Other', weight: null, name: null }] });
    const paths = body.errors?.map(({ path }) => path?.join('.'));
    expect(paths?.sort()).toEqual(['items.0.name', 'items.0.weight']);
  });
});
