import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../../testing/router.js';
import { OPERATION_COST } from './check.js';

const shop = {
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@cost", "@listSize"])
    type Query {
      item: Item
      page(first: Int, last: Int): Page
        @listSize(slicingArguments: ["first", "last"], sizedFields: ["nodes"], assumedSize: 20, requireOneSlicingArgument: false)
      list(first: Int = 7): [Item] @listSize(slicingArguments: ["first"])
      few: [Item] @listSize(assumedSize: 3)
      many: [Item]
      dear: Item @cost(weight: 50)
      search(text: String @cost(weight: 9)): Item
    }
    type Mutation {
      buy(order: Order, ids: [ID!], dear: [ID!] @cost(weight: 4)): Item
      give: Item @cost(weight: 30)
    }
    input Order { lines: [Line!] @cost(weight: 40)  notes: [String]  gift: Gift  urgent: Boolean @cost(weight: 3)  next: Order }
    input Line { product: ID!  parts: [Gift!] = [{ to: "x" }, { to: "y" }] }
    input Gift { to: String }
    type Page { nodes: [Item!] total: Int @cost(weight: 5) }
    type Item { id: ID  value: Value  page(first: Int): Page @listSize(slicingArguments: ["first"], sizedFields: ["nodes"]) }
    scalar Value @cost(weight: 2)`,
  resolvers: { Mutation: { buy: () => null } },
};

describe('the cost of an operation', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ subgraphs: { shop }, environment: { LIMIT_COST: '2000' } });
  });
  afterAll(() => router.close());

  async function expectCost(query: string, asked: number, variables = {}) {
    const { body, status } = await router.ask(query, { variables, headers: { 'graphql-cost': '1' } });
    expect(body.extensions).toEqual({ cost: { asked: OPERATION_COST + asked, allowed: 2000 } });
    expect(status).toBe(200);
  }

  it.each<[string, string, number]>([
    ['one object', '{ item { id } }', 1],
    ['a weighed scalar', '{ item { id value } }', 3],
    ['a page of the size asked', '{ page(first: 10) { nodes { id } } }', 1 + 10],
    ['the larger of two slices', '{ page(first: 10, last: 30) { nodes { id } } }', 1 + 30],
    ['a page of the size assumed', '{ page { nodes { id value } total } }', 1 + 20 * 3 + 5],
    ['a list by its default argument', '{ list { id } }', 7],
    ['an assumed list', '{ few { id } }', 3],
    ['a list of which nothing is said', '{ many { id } }', 10],
    ['a field with a weight', '{ dear { id value } }', 50 + 2],
    ['an argument with a weight', '{ search(text: "x") { id } }', 10],
    ['a plain value under its name', '{ item { id: id __typename } }', 1],
    ['a plain value under another name', '{ item { x: id y: __typename } }', 1 + 2],
    [
      'one value again and again',
      '{ page(first: 10) { nodes { a: id b: id c: id ...F } } } fragment F on Item { d: id }',
      1 + 10 * (1 + 4),
    ],
    [
      'nested pages',
      '{ page(first: 10) { nodes { page(first: 5) { nodes { id } } } } }',
      1 + 10 * (1 + 1 + 5),
    ],
    [
      'fragments',
      '{ item { ...F ... on Item { page(first: 2) { nodes { id } } } } } fragment F on Item { value }',
      1 + 2 + 1 + 2,
    ],
    ['a mutation', 'mutation { buy { id } }', 11],
    ['a mutation with a weight', 'mutation { give { id } }', 30],
    ['an input object', 'mutation { buy(order: {}) { id } }', 11 + 1],
    ['each item of a list', 'mutation { buy(ids: ["a", "b", "c"]) { id } }', 11 + 3],
    ['each item of a list with a weight', 'mutation { buy(dear: ["a", "b"]) { id } }', 11 + 2 * 4],
    ['one item without a list', 'mutation { buy(dear: "a") { id } }', 11 + 4],
    ['nothing for null', 'mutation { buy(order: null, dear: []) { id } }', 11],
    [
      'input fields, with their defaults',
      'mutation { buy(order: { lines: [{ product: "a", parts: [] }, { product: "b" }] }) { id } }',
      11 + 1 + 2 * 40 + 2,
    ],
    [
      'input fields of all kinds',
      'mutation { buy(order: { notes: ["a", "b"], gift: {}, urgent: false, next: { gift: {} } }) { id } }',
      11 + (1 + 2 + 1 + 3 + (1 + 1)),
    ],
    ['what is skipped', '{ item { id } dear @skip(if: true) { id } }', 1],
  ])('counts %s', (_name, query, asked) => expectCost(query, asked));

  it('counts with the variables of each request, and their defaults', async () => {
    const query =
      'query ($n: Int = 4, $all: Boolean = false) { page(first: $n) { nodes { id value @include(if: $all) } } }';
    await expectCost(query, 1 + 4);
    await expectCost(query, 1 + 4 * 3, { all: true });
    await expectCost(query, 1 + 30, { n: 30 });
  });

  it('counts what is given in variables, whole or in part', async () => {
    const lines = (count: number) => Array.from({ length: count }, () => ({ product: 'p', parts: [] }));
    const whole = 'mutation ($order: Order) { buy(order: $order) { id } }';
    await expectCost(whole, 11);
    await expectCost(whole, 11 + 1 + 3 * 40, { order: { lines: lines(3) } });
    await expectCost(whole, 11 + 1 + 40, { order: { lines: lines(1)[0] } });
    await expectCost(
      'mutation ($line: Line!) { buy(order: { lines: [$line, $line] }) { id } }',
      11 + 1 + 2 * 40,
      {
        line: lines(1)[0],
      },
    );
    await expectCost('mutation ($ids: [ID!] = ["a", "b"]) { buy(dear: $ids) { id } }', 11 + 2 * 4);
  });

  it('refuses more lines than may be paid for, and asks no subgraph', async () => {
    const query = 'mutation ($order: Order) { buy(order: $order) { id } }';
    const order = { lines: Array.from({ length: 60 }, () => ({ product: 'p' })) };
    const requests = await router.countRequests(async () => {
      const { body } = await router.ask(query, { variables: { order } });
      expect(body.errors?.[0]?.extensions?.code).toBe('OPERATION_TOO_COMPLEX');
    });
    expect(requests).toBe(0);
  });

  it('refuses what costs too much, also on the fourth run of a document, and asks no subgraph', async () => {
    const query = 'query ($n: Int!) { page(first: 90) { nodes { page(first: $n) { nodes { id } } } } }';
    for (const n of [1, 2, 3]) expect((await router.ask(query, { variables: { n } })).status).toBe(200);
    const requests = await router.countRequests(async () => {
      const { status, body } = await router.ask(query, { variables: { n: 99 } });
      expect(status).toBe(400);
      expect(body.errors?.[0]?.extensions).toEqual({
        code: 'OPERATION_TOO_COMPLEX',
        cost: { asked: OPERATION_COST + 1 + 90 * (1 + 1 + 99), allowed: 2000 },
      });
    });
    expect(requests).toBe(0);
  });

  it.each<[string, string, object, string]>([
    ['a literal', '{ page(first: 101) { total } }', {}, 'OPERATION_TOO_COMPLEX'],
    ['a variable', 'query ($n: Int) { page(first: $n) { total } }', { n: 101 }, 'OPERATION_TOO_COMPLEX'],
    ['a default', 'query ($n: Int = 101) { page(first: $n) { total } }', {}, 'OPERATION_TOO_COMPLEX'],
    ['zero', '{ page(first: 0) { total } }', {}, 'BAD_USER_INPUT'],
    ['a negative variable', 'query ($n: Int) { page(first: $n) { total } }', { n: -1 }, 'BAD_USER_INPUT'],
    [
      'deep inside',
      'query ($n: Int) { item { page(first: $n) { total } } }',
      { n: 101 },
      'OPERATION_TOO_COMPLEX',
    ],
  ])('refuses a list size out of bounds by %s', async (_name, query, variables, code) => {
    const asked = async () => {
      const { status, body } = await router.ask(query, { variables: { ...variables } });
      expect([status, body.errors?.[0]?.extensions?.code]).toEqual([400, code]);
    };
    expect(await router.countRequests(asked)).toBe(0);
  });

  it('says nothing of cost unless asked', async () => {
    expect((await router.ask('{ item { id } }')).body.extensions).toBeUndefined();
  });
});
