import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

let router: TestRouter;
afterEach(() => router.close());

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
  type Query { item: String  secret: String @authenticated }`;
const resolvers = { Query: { item: () => 'item', secret: () => 'secret' } };

test('a changed supergraph is served without a restart, and one that is bad or unprotected is not', async () => {
  const environment = { SUPERGRAPH_POLL_MS: '50' };
  router = await startTestRouter({ subgraphs: { shop: { sdl, resolvers } }, environment });
  const first = await readFile(router.supergraphPath, 'utf8');
  const codes = async (query: string) =>
    (await router.ask(query)).body.errors?.map(({ extensions }) => extensions?.code);
  expect(await codes('{ other }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  await writeFile(router.supergraphPath, first.replace('  item: String', '  item: String\n  other: String'));
  await expect.poll(async () => (await router.ask('{ other }')).body.data).toEqual({ other: null });

  const refusals = () => router.log.filter((line) => line.includes('another supergraph is refused')).length;
  await writeFile(router.supergraphPath, 'type Query {');
  await expect.poll(refusals).toBe(1);
  await writeFile(router.supergraphPath, first.replaceAll('@authenticated', ''));
  await expect.poll(refusals).toBe(2);
  expect((await router.ask('{ item }')).body).toEqual({ data: { item: 'item' } });
  expect((await router.ask('{ other }')).body.data).toEqual({ other: null });
  expect(await codes('{ secret }')).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
});
