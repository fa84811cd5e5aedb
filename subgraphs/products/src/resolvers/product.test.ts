import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { productRecord } from '../testing/records.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
  await subgraph.import(Array.from({ length: 120 }, (_, at) => productRecord(`p${at}`, { available: at })));
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

it('has its pictures below the base URL, in their order', async () => {
  const picture = (path: string) => ({ path, alt: `Seen from ${path}`, width: 640, height: 480 });
  await subgraph.import([
    productRecord('pictured', { images: [picture('a/front.svg'), picture('back.svg')] }),
  ]);
  const { data } = await subgraph.ask(
    '{ product(id: "pictured") { images { url alt width height } } bare: product(id: "p1") { images { url } } }',
  );
  const size = { width: 640, height: 480 };
  expect(data).toEqual({
    product: {
      images: [
        { url: 'https://images.test/shop/a/front.svg', alt: 'Seen from a/front.svg', ...size },
        { url: 'https://images.test/shop/back.svg', alt: 'Seen from back.svg', ...size },
      ],
    },
    bare: { images: [] },
  });
});

it('that was written before there were pictures has none', async () => {
  await subgraph.models.products.collection.updateOne({ _id: 'p2' as never }, { $unset: { images: 1 } });
  const { data } = await subgraph.ask('{ product(id: "p2") { images { url } } }');
  expect(data).toEqual({ product: { images: [] } });
});

interface Entities {
  readonly _entities: readonly (Record<string, unknown> | null)[];
}

const resolve = (representations: readonly unknown[], fields = 'id name') =>
  subgraph.ask<Entities>(
    `query ($all: [_Any!]!) { _entities(representations: $all) { ... on Product { ${fields} } } }`,
    { all: representations },
  );

const product = (id: unknown) => ({ __typename: 'Product', id });

describe('products that other subgraphs refer to', () => {
  it('are read in one query, in the order asked, null where there is none', async () => {
    const ids = ['p5', 'nothing', 'p3', 'p5'];
    const { result, commands } = await subgraph.watch(() => resolve(ids.map(product)));
    expect(result.data._entities.map((entity) => entity?.name)).toEqual([
      'Product p5',
      undefined,
      'Product p3',
      'Product p5',
    ]);
    expect(result.errors).toBeUndefined();
    expect(commands).toEqual(['find products']);
  });

  it('of a hundred orders cost one query, and one more for their stock', async () => {
    const representations = Array.from({ length: 255 }, (_, at) => product(`p${at % 120}`));
    const plain = await subgraph.watch(() => resolve(representations, 'id name price { amount }'));
    expect(plain.commands).toEqual(['find products']);
    const stocked = await subgraph.watch(() => resolve(representations, 'id stock availability'));
    expect(stocked.commands).toEqual(['find products', 'find ledgers']);
    expect(stocked.result.data._entities[119]).toEqual({ id: 'p119', stock: 119, availability: 'IN_STOCK' });
  });

  it.each([
    ['an operator', product({ $ne: null })],
    ['a list', product(['p1'])],
    ['a number', product(1)],
    ['null', product(null)],
    ['nothing', { __typename: 'Product' }],
    ['an empty id', product('')],
    ['a long id', product('p'.repeat(129))],
    ['more than the key', { ...product('p1'), $where: '1' }],
    ['a field of its own', { ...product('p1'), name: 'x' }],
  ])('are refused for %s', async (_, representation) => {
    const { result, commands } = await subgraph.watch(() => resolve([representation]));
    expect(result.data._entities).toEqual([null]);
    expect(result.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(commands).toEqual([]);
  });

  it('do not spoil their neighbours when one is bad', async () => {
    const { data, errors } = await resolve([product('p1'), product(7)]);
    expect(data._entities).toEqual([{ id: 'p1', name: 'Product p1' }, null]);
    expect(errors).toHaveLength(1);
  });

  it.each([
    ['another type', { __typename: 'Money', id: 'p1' }],
    ['no type', { id: 'p1' }],
    ['a type that is none', { __typename: { $ne: 1 }, id: 'p1' }],
    ['text', 'p1'],
  ])('are refused as %s', async (_, representation) => {
    const { commands, result } = await subgraph.watch(() => resolve([representation]));
    expect(result.errors?.length).toBeGreaterThan(0);
    expect(commands).toEqual([]);
  });

  it('are refused by the ten thousand', async () => {
    const { result, commands } = await subgraph.watch(() =>
      resolve(Array.from({ length: 10_000 }, (_, at) => product(`p${at}`))),
    );
    expect(result.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(commands).toEqual([]);
  });
});

describe('the stock of the products of a list', () => {
  it.each([
    ['nodes { id name }', []],
    ['nodes { id stock }', ['find ledgers']],
    ['nodes { id stock availability } edges { node { inventory { sold } } }', ['find ledgers']],
    ['edges { node { ...shown } }', ['find ledgers']],
    ['nodes { ... on Product { ...shown } }', ['find ledgers']],
  ])('is read by one command for all of them, if it is selected: %s', async (selected, commands) => {
    const fragment = selected.includes('shown') ? 'fragment shown on Product { id stock }' : '';
    const { result, commands: sent } = await subgraph.watch(() =>
      subgraph.ask(
        `{ products(first: 5, sort: PRICE_ASC) { ${selected} } } ${fragment}`,
        {},
        { scopes: ['inventory:read'] },
      ),
    );
    expect(result.errors).toBeUndefined();
    expect(sent).toEqual(['find products', ...commands]);
  });
});
