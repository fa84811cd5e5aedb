import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type AskOptions, type TestAnswer, type TestRouter } from '../testing/router.js';

const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@authenticated"])`;

const shop = {
  sdl: `${federation}
    type Query { item(id: Int): Item fails: String refused: String secret: String @authenticated }
    type Mutation { change: String hide: String @authenticated }
    type Item { id: Int! name: String }`,
  resolvers: {
    Query: {
      item: (_: unknown, { id = 1 }: { id?: number }) => ({ id, name: `item ${id}` }),
      fails: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.1')),
      refused: () => Promise.reject(Object.assign(new Error('No.'), { extensions: { code: 'FORBIDDEN' } })),
      secret: () => 'secret',
    },
    Mutation: { change: () => 'changed', hide: () => 'hidden' },
  },
};

/** The first request of an operation has it prepared, and is answered as all later ones are. */
describe('an operation that comes again', () => {
  let router: TestRouter;
  beforeAll(async () => (router = await startTestRouter({ subgraphs: { shop } })));
  afterAll(() => router.close());

  const cases: readonly [string, string, AskOptions?][] = [
    ['answered', '{ item { id name } }'],
    ['with variables', 'query ($id: Int) { item(id: $id) { id } }', { variables: { id: 7 } }],
    ['with a wrong variable', 'query W($id: Int) { item(id: $id) { id } }', { variables: { id: 'x' } }],
    ['without a variable', 'query M($id: Int!) { item(id: $id) { id } }'],
    ['named', 'query A { item { id } } query B { item { name } }', { operationName: 'B' }],
    ['named by nobody', 'query A { item { id } } query B { item { name } }'],
    ['of another name', 'query A { item { id } }', { operationName: 'C' }],
    ['whose part failed', '{ item { id } fails }'],
    ['whose part was refused', '{ item { id } refused }'],
    ['that may not be seen', '{ item { id } secret }'],
    ['that may be seen', '{ item { id } secret }', { as: { sub: 'someone' } }],
    ['mutation', 'mutation { change }'],
    ['mutation that is refused', 'mutation { change hide }'],
    ['with its cost', '{ item { name } }', { headers: { 'graphql-cost': 'true' } }],
    ['subscription', 'subscription { x }'],
    ['not valid', '{ nothing }'],
    ['introspection', '{ __typename }'],
  ];

  it.each(cases)('is answered alike: %s', async (_name, query, options) => {
    const answers = [];
    for (let time = 0; time < 3; time++) answers.push(comparable(await router.ask(query, options)));
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('is checked again', async () => {
    const query = 'query Mine { secret }';
    const token = { as: { sub: 'someone' } };
    expect((await router.ask(query, token)).body).toEqual({ data: { secret: 'secret' } });
    expect((await router.ask(query)).body).toMatchObject({ data: { secret: null } });
    expect((await router.ask(query, token)).body).toEqual({ data: { secret: 'secret' } });
  });

  it('writes to the log what its client is not told', async () => {
    await router.ask('query Twice { fails }');
    const { length } = router.log;
    const { body } = await router.ask('query Twice { fails }');
    const requestId = body.errors?.[0]?.extensions?.requestId;
    expect(requestId).toBeTypeOf('string');
    expect(router.log.slice(length).join('')).toContain(String(requestId));
  });
});

it('runs on a schema with a default of a custom scalar', async () => {
  const json = {
    sdl: 'scalar JSON  type Query { t(j: JSON = {a: 1}): String }',
    resolvers: { Query: { t: (_: unknown, { j }: { j: unknown }) => JSON.stringify(j) } },
  };
  const router = await startTestRouter({ subgraphs: { json } });
  expect((await router.ask('{ t }')).body).toEqual({ data: { t: '{"a":1}' } });
  await router.close();
});

function comparable({ status, headers, text }: TestAnswer) {
  const { 'x-request-id': id = '', date, ...rest } = Object.fromEntries(headers);
  expect(date).toBeDefined();
  return { status, headers: rest, text: text.replaceAll(id, 'id') };
}
