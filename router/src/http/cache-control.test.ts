import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRouter, type AskOptions, type TestRouter } from '../testing/router.js';

const shop = {
  sdl: 'type Query { item: String  fails: String }  type Mutation { change: String }',
  resolvers: {
    Query: { item: () => 'item', fails: () => Promise.reject(new Error('no')) },
    Mutation: { change: () => 'changed' },
  },
};

let router: TestRouter;
const post = (body: string) =>
  fetch(router.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
beforeAll(async () => (router = await startTestRouter({ subgraphs: { shop } })));
afterAll(() => router.close());

it.each<[string, string, AskOptions]>([
  ['a mutation', 'mutation { change }', {}],
  ['a query with an identity', '{ item }', { as: {} }],
  ['a query of which a part failed', '{ item fails }', {}],
  ['a query that is not valid', '{ nothing }', {}],
  ['a bad token', '{ item }', { token: 'x.y.z' }],
  ['a request that is none', '{ item }', { headers: { accept: 'image/png' } }],
])('nothing may keep the answer to %s', async (_name, query, options) => {
  const { headers } = await router.ask(query, options);
  expect(headers.get('cache-control')).toBe('private, no-store');
});

it.each<[string, number, () => Promise<Response>]>([
  ['a body that is not JSON', 400, () => post('{')],
  ['a body that is too large', 413, () => post(`{"query":"${' '.repeat(300_000)}"}`)],
  ['an unknown path', 404, () => fetch(new URL('/nothing', router.url))],
  ['a path that is not valid', 400, () => fetch(new URL('/%zz', router.url))],
])('nothing may keep the answer to %s', async (_name, status, send) => {
  const response = await send();
  expect(response.status).toBe(status);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
});

it('a shared cache may keep an anonymous answer, for callers without a token that accept the same media type', async () => {
  const { headers } = await fetch(`${router.url}?query={item}`);
  expect(headers.get('cache-control')).toBeNull();
  expect(headers.get('vary')?.split(', ')).toEqual(expect.arrayContaining(['accept', 'authorization']));
});
