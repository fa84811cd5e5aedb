import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type AskOptions, type TestRouter } from '../testing/router.js';

const shop = {
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
    type Query { open(id: Int): String  closed(id: Int): String @authenticated }
    type Mutation { closed: String @authenticated }`,
  resolvers: { Query: { open: () => 'open' } },
};

describe('an answer without data', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ subgraphs: { shop } });
  });
  afterAll(() => router.close());

  const mixed = 'query ($id: Int) { open(id: $id) closed }';
  it.each<[string, string | undefined, AskOptions, number, number, string]>([
    ['a refused mutation', 'mutation { closed }', {}, 403, 200, 'UNAUTHORIZED_FIELD_OR_TYPE'],
    [
      'an unknown id',
      undefined,
      { extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } },
      200,
      200,
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ],
    [
      'a bad variable beside what may not be seen',
      mixed,
      { variables: { id: 'x' } },
      400,
      400,
      'BAD_USER_INPUT',
    ],
  ])('says so in its status: %s', async (_name, query, options, newer, plain, code) => {
    const accept = 'application/graphql-response+json';
    for (let time = 0; time < 2; time++) {
      for (const [headers, expected] of [
        [{ accept }, newer],
        [{}, plain],
      ] as const) {
        const { status, body } = await router.ask(query, { ...options, headers });
        expect(status).toBe(expected);
        expect(body).not.toHaveProperty('data');
        expect(body.errors?.map(({ extensions }) => extensions?.code)).toEqual([code]);
      }
    }
  });

  it('is not what a query gets of which a part may not be seen', async () => {
    const headers = { accept: 'application/graphql-response+json' };
    const { status, body } = await router.ask('{ open closed }', { headers });
    expect([status, body.data]).toEqual([200, { open: 'open', closed: null }]);
  });
});

describe('a request that is refused', () => {
  let router: TestRouter;
  beforeAll(async () => (router = await startTestRouter({ subgraphs: { shop } })));
  afterAll(() => router.close());

  it.each<[number, string, string, string]>([
    [415, '', 'text/plain', '{}'],
    [400, '', 'application/json', '{'],
    [413, '', 'application/json', `"${'x'.repeat(300_000)}"`],
    [404, '/nothing', 'application/json', '{}'],
  ])('has an id when it is answered %i', async (expected, path, type, body) => {
    const { status, headers } = await fetch(`${router.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(status).toBe(expected);
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('is told some of the places of one mistake, not all', async () => {
    const query = `query (${'$x: Int '.repeat(10)}) { open(id: $x) }`;
    const { body } = await router.ask(query);
    const counts = body.errors?.map((error) => ('locations' in error ? (error.locations as []).length : 0));
    expect(Math.max(...(counts ?? []))).toBe(5);
  });
});
