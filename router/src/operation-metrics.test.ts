import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startTestRouter, type TestRouter } from './testing/router.js';

let router: TestRouter;
let folder: string | undefined;
afterEach(async () => {
  await router.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
  folder = undefined;
});

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
  type Query { item: String secret: String @authenticated }
  type Mutation { change: String @authenticated }`;
const resolvers = { Query: { item: () => 'item', secret: () => 'secret' } };

const metricLines = async (name: string) =>
  (await (await fetch(`${router.adminUrl}/metrics`)).text())
    .split('\n')
    .filter((line) => line.startsWith(name));

test('operations are counted by the id and name of registered ones, and by a bounded number of clients', async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifest-'));
  const path = join(folder, 'manifest.json');
  const body = 'query Item { item }';
  const id = createHash('sha256').update(body).digest('hex');
  const manifest = {
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: [{ id, body, name: 'Item', type: 'query' }],
  };
  await writeFile(path, JSON.stringify(manifest));
  const environment = { TRUSTED_DOCUMENTS_PATH: path };
  router = await startTestRouter({ subgraphs: { shop: { sdl, resolvers } }, environment });
  await router.ask(body, { headers: { 'graphql-client-name': 'web', 'graphql-client-version': '1.2' } });
  await router.ask('query Stranger { item }');
  await router.ask('query Stranger { nothing }');
  for (let client = 0; client < 120; client += 1) {
    await router.ask('{ item }', { headers: { 'apollographql-client-name': `c${client}` } });
  }
  const operations = await metricLines('router_registered_operation_seconds_count');
  expect(operations.toSorted()).toEqual([
    `router_registered_operation_seconds_count{id="${id}",name="Item",outcome="answered"} 1`,
    'router_registered_operation_seconds_count{id="other",name="other",outcome="answered"} 121',
    'router_registered_operation_seconds_count{id="other",name="other",outcome="failed"} 1',
  ]);
  const clients = await metricLines('router_client_operations_total');
  expect(clients).toContain('router_client_operations_total{name="web",version="1.2",outcome="answered"} 1');
  expect(clients).toContain(
    'router_client_operations_total{name="other",version="other",outcome="answered"} 22',
  );
  expect(clients.length).toBeLessThan(105);
});

test('refused fields and mutations are in the security log, with who asked and none of what was asked', async () => {
  router = await startTestRouter({ subgraphs: { shop: { sdl, resolvers } } });
  await router.ask('{ mine: secret item }');
  await router.ask('mutation { change }');
  const security = () =>
    router.log
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ stream }) => stream === 'security');
  expect(security().map(({ msg, address }) => [msg, address])).toEqual([
    ['authorization refused', '127.0.0.1'],
    ['authorization refused', '127.0.0.1'],
  ]);
  expect(JSON.stringify(security())).not.toMatch(/mine|secret|change/);
  for (let request = 0; request < 80; request += 1) await router.ask('{ secret }');
  expect(security()).toHaveLength(60);
});
