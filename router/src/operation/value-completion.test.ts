import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

/** Answers what its schema forbids, and says nothing of it. */
const liar = {
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
    type Query { item: Item count: Int }
    type Item { name: String! }`,
  handle: (_request: unknown, response: { end(text: string): unknown }) =>
    response.end('{"data":{"item":{"name":null},"count":"many"}}'),
};

describe('a value that its schema forbids', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ subgraphs: { liar } });
  });
  afterAll(() => router.close());

  it('tells where a value had to become null without an error', async () => {
    for (let time = 0; time < 2; time++) {
      const { status, body } = await router.ask('{ item { name } count }');
      expect(status).toBe(200);
      expect(body).toEqual({
        data: { item: null, count: null },
        extensions: {
          valueCompletion: [
            {
              message: 'Cannot return null for non-nullable field Item.name.',
              path: ['item', 'name'],
              extensions: { code: 'INVALID_GRAPHQL' },
            },
            {
              message: 'Invalid value found for field Query.count.',
              path: ['count'],
              extensions: { code: 'INVALID_GRAPHQL' },
            },
          ],
        },
      });
    }
  });
});
