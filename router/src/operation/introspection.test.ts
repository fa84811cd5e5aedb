import {
  buildClientSchema,
  getIntrospectionQuery,
  isInputObjectType,
  type IntrospectionQuery,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const shop = {
  sdl: `extend schema
      @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated", "@inaccessible", "@composeDirective"])
      @link(url: "https://example.com/one-of/v1.0", import: ["@oneOf"])
      @composeDirective(name: "@oneOf")
    directive @oneOf on INPUT_OBJECT
    directive @note(text: String!) on QUERY | FIELD | VARIABLE_DEFINITION
    input By @oneOf { id: ID name: String nested: By }
    type Query {
      find(by: By!): String
      all(by: [By!]): Int
      secret: String @authenticated
      hidden: String @inaccessible
      self: Query
      flag: Boolean
      number: Int
    }
    type Mutation { change: Changed }
    type Changed { name: String query: Query }`,
  resolvers: {
    Query: {
      find: (_: unknown, { by }: { by: unknown }) => JSON.stringify(by),
      all: (_: unknown, { by }: { by?: readonly unknown[] }) => by?.length ?? 0,
      self: () => ({}),
    },
    Mutation: { change: () => ({ name: 'new', query: {} }) },
  },
};

let router: TestRouter;
beforeAll(async () => {
  router = await startTestRouter({ subgraphs: { shop }, environment: { INTROSPECTION: 'true' } });
});
afterAll(() => router.close());

describe('introspection', () => {
  it('answers the introspection query of graphql-js from the schema that clients see, without a subgraph', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    const asked = await router.countRequests(async () => {
      const { body } = await router.ask(query);
      const schema = buildClientSchema(body.data as IntrospectionQuery);
      const by = schema.getType('By');
      expect(isInputObjectType(by) && by.isOneOf).toBe(true);
      expect(schema.getQueryType()?.getFields()).not.toHaveProperty('hidden');
    });
    expect(asked).toBe(0);
  });

  const type = { __type: { isOneOf: true } };
  it.each([
    ['alone', '{ __type(name: "By") { isOneOf } }', {}, type, 0],
    [
      'with data',
      '{ __type(name: "By") { isOneOf } number find(by: { id: 1 }) }',
      {},
      { ...type, number: null, find: '{"id":"1"}' },
      1,
    ],
    [
      'in a fragment',
      '{ ...F number } fragment F on Query { __type(name: "By") { isOneOf } }',
      {},
      { ...type, number: null },
      1,
    ],
    [
      'with a variable',
      'query ($n: String!) { __type(name: $n) { isOneOf } number }',
      { n: 'By' },
      { ...type, number: null },
      1,
    ],
    [
      'left out',
      'query ($v: Boolean!) { __type(name: "By") @include(if: $v) { isOneOf } number }',
      { v: false },
      { number: null },
      1,
    ],
    [
      'with all else left out',
      'query ($v: Boolean!) { __type(name: "By") { isOneOf } number @include(if: $v) }',
      { v: false },
      type,
      0,
    ],
    ['beside a refused field', '{ __type(name: "By") { isOneOf } secret }', {}, { ...type, secret: null }, 0],
    ['of a type that is not there', '{ __type(name: "Nothing") { isOneOf } }', {}, { __type: null }, 0],
    ['below the root', '{ self { __type(name: "By") { isOneOf } } }', {}, { self: type }, 1],
    [
      'below a mutation',
      'mutation { change { query { __type(name: "By") { isOneOf } } } }',
      {},
      { change: { query: type } },
      1,
    ],
  ] as const)('%s', async (_name, query, variables, data, requests) => {
    const asked = await router.countRequests(async () => {
      expect((await router.ask(query, { variables })).body.data).toEqual(data);
    });
    expect(asked).toBe(requests);
  });
});

describe('an input of which one field is to be given', () => {
  it.each([
    ['{ find(by: {}) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ find(by: { id: 1, name: "a" }) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ find(by: { id: null }) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['{ find(by: { nested: {} }) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['query ($id: ID) { find(by: { id: $id }) }', { id: 1 }, 'GRAPHQL_VALIDATION_FAILED'],
    ['query ($id: ID) { all(by: [{ id: $id }]) }', { id: 1 }, 'GRAPHQL_VALIDATION_FAILED'],
    ['query ($by: By) { find(by: { nested: $by }) }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'query ($id: ID) { ...F } fragment F on Query { find(by: { id: $id }) }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['query ($by: By!) { find(by: $by) }', { by: {} }, 'BAD_USER_INPUT'],
    ['query ($by: By!) { find(by: $by) }', { by: { id: 1, name: 'a' } }, 'BAD_USER_INPUT'],
    ['query ($by: By!) { find(by: $by) }', { by: { name: null } }, 'BAD_USER_INPUT'],
    ['query ($by: By!) { find(by: $by) }', { by: { nested: { id: 1, name: 'a' } } }, 'BAD_USER_INPUT'],
    ['query ($by: [By!]) { all(by: $by) }', { by: [{ id: 1 }, {}] }, 'BAD_USER_INPUT'],
  ])('is refused before a subgraph is asked: %s %j', async (query, variables, code) => {
    const asked = await router.countRequests(async () => {
      const { status, body } = await router.ask(query, { variables });
      expect([status, body.errors?.[0]?.extensions?.code]).toEqual([400, code]);
      expect(body.errors?.[0]?.message).toMatch(/By|by/);
    });
    expect(asked).toBe(0);
  });

  it.each([
    ['{ find(by: { name: "a" }) }', {}, '{"name":"a"}'],
    ['query ($id: ID!) { find(by: { nested: { id: $id } }) }', { id: 1 }, '{"nested":{"id":"1"}}'],
    ['query ($by: By!) { find(by: { nested: $by }) }', { by: { name: 'a' } }, '{"nested":{"name":"a"}}'],
    ['query ($by: By!) { find(by: $by) }', { by: { name: 'a' } }, '{"name":"a"}'],
  ])('is answered with one: %s', async (query, variables, find) => {
    expect((await router.ask(query, { variables })).body).toEqual({ data: { find } });
  });
});

describe('newer syntax', () => {
  it.each([
    ['a description of an operation', '"What it is for" query A { number }'],
    ['descriptions of variables', 'query A("Whether" $v: Boolean! = true) { number @include(if: $v) }'],
    ['a description of a fragment', '{ ...F } "Part" fragment F on Query { number }'],
    [
      'a directive on a variable',
      'query A($v: Boolean! = true @note(text: "x")) { number @include(if: $v) }',
    ],
    ['directives of the schema', 'query A @note(text: "x") { number @note(text: "y") }'],
  ])('is answered: %s', async (_name, query) => {
    expect((await router.ask(query)).body).toEqual({ data: { number: null } });
  });

  it.each([
    [
      'a directive that variables may not have',
      'query A($v: Boolean! = true @deprecated) { number @include(if: $v) }',
      /@deprecated/,
    ],
    [
      'a directive that the schema has not',
      'query A($v: Boolean! = true @x) { number @include(if: $v) }',
      /@x/,
    ],
    ['@stream', '{ number @stream }', /@stream/],
    [
      'a label of @defer that is no text',
      'query A($l: String) { ... @defer(label: $l) { number } }',
      /label/,
    ],
    [
      'two equal labels of @defer',
      '{ ... @defer(label: "a") { number } ... @defer(label: "a") { number } }',
      /twice/,
    ],
    ['a designator of nullability', '{ number! }', /Syntax Error/],
    ['an optional designator', '{ number? }', /Syntax Error/],
    ['@semanticNonNull in an operation', '{ number @semanticNonNull }', /@semanticNonNull/],
  ])('is refused with a sentence: %s', async (_name, query, message) => {
    const { status, body } = await router.ask(query);
    expect(status).toBe(400);
    expect(body.errors?.[0]?.message).toMatch(message);
  });
});
