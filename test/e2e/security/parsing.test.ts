import { beforeAll, describe, expect, it } from 'vitest';
import { sharedSupergraph } from '../support/supergraph.js';
import { ask, expectRefused, post, watchCanary } from './support/attack.js';

let url: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
});
watchCanary(() => url);

const good = '{ categories { name } }';
const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');

describe('bodies that are not what they should be', () => {
  it.each([
    '',
    ' ',
    '{',
    '{"query":',
    '{"query":"{ a }"',
    'null',
    'true',
    '1',
    '"x"',
    '[]',
    '[1]',
    '{}',
    '{"query":null}',
    '{"query":""}',
    '{"query":1}',
    '{"query":{}}',
    '{"query":[]}',
    '{"query":true}',
    `{"query":{"kind":"Document"}}`,
    ...['1', '"x"', '[]', 'true'].flatMap((bad) =>
      ['variables', 'extensions'].map((name) => `{"query":"${good}","${name}":${bad}}`),
    ),
    ...['1', '{}', '[]', 'true'].map((bad) => `{"query":"${good}","operationName":${bad}}`),
    `{"query":"${good}","__proto__":{"admin":true}}`,
    `{"query":"${good}","variables":{"__proto__":{"admin":true}}}`,
    `{"query":"${good}","variables":{"constructor":{"prototype":{"admin":true}}}}`,
    `{"query":"${good}","extensions":{"__proto__":{"admin":true}}}`,
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  ])('%s: refused', async (body) => {
    expectRefused(await post(url, body));
  });
});

describe('documents that are not what they should be', () => {
  it.each<[string, string]>([
    ['unfinished', '{ categories { name }'],
    ['not GraphQL', 'select * from users'],
    ['a NUL', '{ categories\u0000 { name } }'],
    ['a lone surrogate in a name', '{ categories\ud800 { name } }'],
    ['a byte order mark in the middle', '{ cate\ufeffgories. { name } }'],
    ['50,000 braces', '{'.repeat(50_000)],
    ['50,000 brackets', `{ product(id: ${'['.repeat(50_000)}) { id } }`],
    ['deep values', `{ products(filter: ${'{a:'.repeat(1_000)}1${'}'.repeat(1_000)}) { totalCount } }`],
    ['deep inline fragments', `{ categories { ${'... { '.repeat(1_200)} name ${'}'.repeat(1_200)} } }`],
    [
      'deep values of a scalar',
      `{ products(filter: { minPrice: ${'['.repeat(2_000)}"1"${']'.repeat(2_000)} }) { totalCount } }`,
    ],
    ['a deep type', `query ($x: ${'['.repeat(2_000)}Int${']'.repeat(2_000)}) { categories { name } }`],
    [
      'a deep default',
      `query ($x: ProductFilter = ${'{a:'.repeat(1_200)}1${'}'.repeat(1_200)}) { products(filter: $x) { totalCount } }`,
    ],
    ['20,000 tokens', `{ ${'__typename '.repeat(20_000)} }`],
    ['a fragment in itself', '{ categories { ...F } } fragment F on Category { ...F }'],
    [
      'fragments in a circle',
      '{ categories { ...F } } fragment F on Category { ...G } fragment G on Category { ...F }',
    ],
    ['an unknown fragment', '{ categories { ...F } }'],
    ['an unused fragment', '{ categories { name } } fragment F on Category { name }'],
    ['an unknown field', '{ categoriez { name } }'],
    ['an unknown argument', '{ product(idd: "1") { id } }'],
    ['an unknown type', '{ ... on Catgory { name } }'],
    ['an unknown directive', '{ categories @skipp(if: true) { name } }'],
    ['@stream', '{ categories @stream { name } }'],
    [
      'two deferred fragments of one label',
      '{ categories { ... @defer(label: "a") { id } ... @defer(label: "a") { name } } }',
    ],
    ['two anonymous operations', '{ categories { name } } { categories { name } }'],
    ['a subscription', 'subscription { categories { name } }'],
    ['a schema', 'type Query { a: Int }'],
    ['a selection of nothing', '{ categories { } }'],
    ['no selection of an object', '{ categories }'],
    ['a selection of a value', '{ categories { name { x } } }'],
    ['_service', '{ _service { sdl } }'],
    ['_entities', '{ _entities(representations: [{ __typename: "User", id: "1" }]) { __typename } }'],
    ['an inaccessible mutation', 'mutation { reserveOrders(input: { orders: [] }) { __typename } }'],
    ['an inaccessible type', '{ categories { ... on StockReservation { productId } } }'],
    ['introspection', '{ __schema { types { name } } }'],
    ['introspection of one type', '{ __type(name: "User") { fields { name } } }'],
    [
      'introspection under an alias, in a fragment',
      '{ ...F } fragment F on Query { x: __schema { types { name } } }',
    ],
    ['aliases of one name for different fields', '{ x: categories { name } x: me { name } }'],
  ])('%s: refused', async (_name, query) => {
    const outcome = await ask(url, query);
    expectRefused(outcome);
    expect(JSON.stringify(outcome)).not.toContain('Apollo');
    expect(outcome.codes).not.toContain('INTERNAL_SERVER_ERROR');
  });

  it.each<[string, unknown]>([
    ['of several, unnamed', undefined],
    ['of an unknown name', 'C'],
    ['named __proto__', '__proto__'],
    ['named constructor', 'constructor'],
  ])('an operation %s: refused', async (_name, operationName) => {
    expectRefused(
      await ask(url, 'query A { categories { name } } query B { categories { id } }', { operationName }),
    );
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', '__defineGetter__'])(
    'an alias, a variable and an operation named %s are names like any other',
    async (name) => {
      const query = `query ${name} ($${name}: ID!) { ${name}: product(id: $${name}) { ${name}: name } }`;
      const outcome = await ask(
        url,
        query,
        name === '__proto__' ? {} : { variables: { [name]: 'nw-product-x' } },
      );
      expect([200, 400]).toContain(outcome.status);
      expect(outcome.codes).not.toContain('INTERNAL_SERVER_ERROR');
      if (outcome.status === 200) expect(outcome.text).toContain(`"data":{"${name}":null}`);
    },
  );
});

describe('variables that are not what they should be', () => {
  const query =
    'query ($id: ID!, $first: Int, $filter: ProductFilter) { product(id: $id) { id } products(first: $first, filter: $filter) { totalCount } }';
  it.each([
    {},
    { id: null },
    { id: {} },
    { id: [] },
    { id: true },
    { id: 1.5 },
    { id: { $ne: '' } },
    { id: '1', first: '10' },
    { id: '1', first: 1.5 },
    { id: '1', first: 1e10 },
    { id: '1', first: {} },
    { id: '1', first: [1, 2] },
    { id: '1', filter: [] },
    { id: '1', filter: 'x' },
    { id: '1', filter: { $where: '1' } },
    { id: '1', filter: { search: { $gt: '' } } },
    { id: '1', filter: { categoryId: { $ne: null } } },
    { id: '1', filter: { inStock: 'yes' } },
  ])('%j: refused', async (variables) => {
    expectRefused(await ask(url, query, { variables }));
  });

  it('lone surrogates and NULs in values are text', async () => {
    for (const id of ['\ud800', '\u0000', '\u202e', 'x'.repeat(1_000)]) {
      const outcome = await ask(url, 'query ($id: ID!) { product(id: $id) { id } }', { variables: { id } });
      expect([200, 400]).toContain(outcome.status);
      expect(outcome.codes).not.toContain('INTERNAL_SERVER_ERROR');
    }
  });

  it('twenty wrong ones are told of five', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `v${index}`);
    const outcome = await ask(
      url,
      `query (${names.map((name) => `$${name}: ID!`).join(' ')}) { ${names.map((name) => `${name}: product(id: $${name}) { id }`).join(' ')} }`,
    );
    expectRefused(outcome);
    expect(outcome.errors).toHaveLength(5);
  });

  it('twenty wrong fields are told of five', async () => {
    const outcome = await ask(url, `{ categories { ${repeat(20, (index) => `wrong${index}`)} } }`);
    expectRefused(outcome);
    expect(outcome.errors).toHaveLength(5);
  });
});
