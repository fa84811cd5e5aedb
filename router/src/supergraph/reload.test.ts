import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { openLocalPlanner } from '../planning/local-planner.js';
import type { Planner } from '../planning/planner.js';
import { startTestRouter, type TestRouter } from '../testing/router.js';
import type { SubgraphDescription } from '../testing/subgraph.js';

let router: TestRouter;
afterEach(() => router.close());

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
  type Query { item: String  secret: String @authenticated }`;
const resolvers = { Query: { item: () => 'item', secret: () => 'secret' } };

/** The router's supergraph with a field of another name, so that it is another one. */
const withField = (text: string, name: string) =>
  text.replace('  item: String', `  item: String\n  ${name}: String`);

test('a supergraph that does not protect a single field any more is refused by the name of the field', async () => {
  const two = sdl.replace(
    'secret: String @authenticated',
    'secret: String @authenticated  other: String @authenticated',
  );
  const environment = { SUPERGRAPH_POLL_MS: '50' };
  router = await startTestRouter({ subgraphs: { shop: { sdl: two, resolvers } }, environment });
  const first = await readFile(router.supergraphPath, 'utf8');
  const opened = first.replace(/secret: String .*@authenticated/, 'secret: String');
  expect(opened).not.toBe(first);
  await writeFile(router.supergraphPath, opened);
  const refused = () => router.log.find((line) => line.includes('another supergraph is refused')) ?? '';
  await expect.poll(refused).toContain('does not protect Query.secret,');
  expect((await router.ask('{ secret }')).body.errors?.[0]?.extensions?.code).toBe(
    'UNAUTHORIZED_FIELD_OR_TYPE',
  );
  const metrics = await (await fetch(`${router.adminUrl}/metrics`)).text();
  expect(metrics).toContain('router_supergraph_reloads_total{outcome="refused"} 1');
});

test('every request is answered while the supergraph changes all the time and each fifth one is invalid', async () => {
  const environment = { SUPERGRAPH_POLL_MS: '10' };
  router = await startTestRouter({ subgraphs: { shop: { sdl, resolvers } }, environment });
  const first = await readFile(router.supergraphPath, 'utf8');
  const served = () => router.log.filter((line) => line.includes('another supergraph is served')).length;
  const refused = () => router.log.filter((line) => line.includes('another supergraph is refused')).length;
  let running = true;
  const wrong: unknown[] = [];
  const clients = Array.from({ length: 8 }, async (_, client) => {
    let requests = 0;
    while (running) {
      requests += 1;
      const { status, body } = await router.ask(`query Q${client} { item }`);
      if (status !== 200 || JSON.stringify(body) !== '{"data":{"item":"item"}}') wrong.push(body);
    }
    return requests;
  });
  for (let change = 1; change <= 15; change += 1) {
    const isInvalid = change % 5 === 0;
    const [seen, done] = isInvalid ? [refused, refused() + 1] : [served, served() + 1];
    await writeFile(
      router.supergraphPath,
      isInvalid ? `type Query { # ${change}` : withField(first, `f${change}`),
    );
    await expect.poll(seen).toBe(done);
  }
  running = false;
  const counts = await Promise.all(clients);
  expect(wrong).toEqual([]);
  expect(Math.min(...counts)).toBeGreaterThan(0);
});

test('an operation that waits to be planned when the supergraph changes is answered, and the old planner closed after it', async () => {
  const events: string[] = [];
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  router = await startTestRouter({
    subgraphs: { shop: { sdl, resolvers } },
    environment: { SUPERGRAPH_POLL_MS: '50' },
    async openPlanner(supergraphSdl) {
      const planner = await openLocalPlanner(supergraphSdl);
      const name = supergraphSdl.includes('added') ? 'new' : 'old';
      const plan: Planner['plan'] = async (request, client) => {
        if (name === 'old') {
          events.push('old plans');
          await released;
        }
        return planner.plan(request, client);
      };
      const close = () => {
        events.push(`${name} closed`);
        return planner.close();
      };
      return { ...planner, plan, close };
    },
  });
  const first = await readFile(router.supergraphPath, 'utf8');
  const asked = router.ask('{ item }');
  await expect.poll(() => events).toEqual(['old plans']);
  await writeFile(router.supergraphPath, withField(first, 'added'));
  await expect.poll(() => router.log.join()).toContain('another supergraph is served');
  expect((await router.ask('{ item }')).body).toEqual({ data: { item: 'item' } });
  expect(events).toEqual(['old plans']);
  release();
  expect((await asked).body).toEqual({ data: { item: 'item' } });
  await expect.poll(() => events).toEqual(['old plans', 'old closed']);
});

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

test('a subgraph that does not answer is not asked again because the supergraph changes', async () => {
  const environment = { SUPERGRAPH_POLL_MS: '50' };
  const handle: SubgraphDescription['handle'] = (_request, response) => void response.writeHead(500).end();
  router = await startTestRouter({ subgraphs: { shop: { sdl, handle } }, environment });
  const metrics = async () => (await fetch(`${router.adminUrl}/metrics`)).text();
  await expect
    .poll(async () => {
      await router.ask('{ item }');
      return metrics();
    })
    .toContain('router_subgraph_circuit_open{subgraph="shop"} 1');
  const failures = async () => /subgraph="shop",outcome="failed"} \d+/.exec(await metrics())?.[0];
  const failed = await failures();
  const first = await readFile(router.supergraphPath, 'utf8');
  await writeFile(router.supergraphPath, withField(first, 'other'));
  await expect.poll(metrics).toContain('router_supergraph_reloads_total{outcome="served"} 1');
  await router.ask('{ item }');
  expect(await metrics()).toContain('router_subgraph_circuit_open{subgraph="shop"} 1');
  expect(await failures()).toBe(failed);
});
