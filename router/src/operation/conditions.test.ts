import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const shop = {
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
    type Query { a: String  b: String @authenticated  times(n: Int!): Int  many(of: Many): Int  item: Item }
    input Many { n: Int! }
    type Item { name: String }
    type Mutation { first: String  second: String }`,
  resolvers: {
    Query: {
      a: () => 'a',
      b: () => 'b',
      times: (_: unknown, { n }: { n: number }) => n,
      item: () => ({ name: 'n' }),
    },
    Mutation: { first: () => 'first', second: () => 'second' },
  },
};

describe('a null where none may be', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ subgraphs: { shop } });
  });
  afterAll(() => router.close());

  it.each([
    'query ($v: Boolean = true) { a @include(if: $v) }',
    'query ($v: Boolean = false) { a item @skip(if: $v) { name } }',
    'query ($v: Boolean = true) { a item { name @include(if: $v) } }',
    'query ($v: Boolean = true) { a b @include(if: $v) }',
    'query ($v: Boolean = true) { a ... @include(if: $v) { x: a } }',
    'query ($v: Boolean = true) { ...A } fragment A on Query { ...B } fragment B on Query { a @include(if: $v) }',
    'mutation ($v: Boolean = true) { first second @include(if: $v) }',
  ])('refuses the request when it is a condition: %s', async (query) => {
    const asked = async () => {
      for (let time = 0; time < 3; time++) {
        const { status, body } = await router.ask(query, { variables: { v: null } });
        expect(status).toBe(400);
        expect(body).not.toHaveProperty('data');
        expect(body.errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
      }
    };
    expect(await router.countRequests(asked)).toBe(0);
    expect((await router.ask(query)).body).not.toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('refuses no operation for the conditions of another one beside it', async () => {
    const query = `query A($v: Boolean = true) { ...F } fragment F on Query { x: a @skip(if: $v) }
      query B($v: Int = 1) { a times(n: $v) }`;
    const ask = (operationName: string) => router.ask(query, { variables: { v: null }, operationName });
    expect((await ask('A')).status).toBe(400);
    expect((await ask('B')).body.data).toEqual({ a: 'a', times: null });
  });

  it.each([
    ['query ($n: Int = 1) { a times(n: $n) }', 'times'],
    ['query ($n: Int = 1) { a many(of: { n: $n }) }', 'many'],
  ])('is an error of the field when it is an argument: %s', async (query, field) => {
    for (let time = 0; time < 2; time++) {
      const { body } = await router.ask(query, { variables: { n: null } });
      expect(body.data).toEqual({ a: 'a', [field]: null });
      expect(body.errors).toMatchObject([{ path: [field] }]);
    }
  });
});
