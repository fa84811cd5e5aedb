import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@requires", "@external"])`;

/** The planner cannot defer `wrapping`, which requires a field of the other subgraph. */
const shop = `${LINK}
  type Query { order: Order }
  type Order @key(fields: "id") { id: ID! product: Product }
  type Product @key(fields: "id") {
    id: ID!
    weight: Int @external
    wrapping: String @requires(fields: "weight")
  }`;
const depot = `${LINK}
  type Product @key(fields: "id") { id: ID! weight: Int }`;

const QUERY =
  'query Wrap($b: Boolean!) { order { id ... @defer { product { wrapping id @include(if: $b) } } } }';

let router: TestRouter;

beforeAll(async () => {
  router = await startTestRouter({
    subgraphs: {
      shop: {
        sdl: shop,
        resolvers: {
          Query: { order: () => ({ id: '1', product: { id: 'p' } }) },
          Product: { wrapping: ({ weight }: { weight: number }) => `paper for ${weight}` },
        },
      },
      depot: { sdl: depot, resolvers: { Product: { weight: () => 7 } } },
    },
  });
});
afterAll(() => router.close());

async function ask(b: boolean): Promise<string> {
  const response = await fetch(router.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'multipart/mixed;incrementalSpec=v0.2' },
    body: JSON.stringify({ query: QUERY, variables: { b } }),
  });
  return response.text();
}

it('an operation that the planner cannot defer is answered in parts, counted for each plan, and logged once', async () => {
  for (const b of [true, false, true]) {
    const text = await ask(b);
    expect(text).toContain('"hasNext":true');
    expect(text).toContain('"wrapping":"paper for 7"');
  }
  const lines = router.log.filter((line) => line.includes('the planner cannot defer'));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    operation: 'Wrap',
    documentId: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  const metrics = await (await fetch(`${router.adminUrl}/metrics`)).text();
  expect(metrics).toMatch(/^router_undeferred_plans_total 2$/m);
});
