import { expect, it } from 'vitest';
import { startTestRouter } from '../testing/router.js';

const sdl = 'type Query { slow: String }';
const fast = { sdl: 'type Query { fast: String }', resolvers: { Query: { fast: () => 'fast' } } };

it.each([
  ['nothing', {}],
  ['subgraph requests', { SHARE_SUBGRAPH_REQUESTS: 'true' }],
  ['operations', { SHARE_OPERATIONS: 'true' }],
  ['both', { SHARE_SUBGRAPH_REQUESTS: 'true', SHARE_OPERATIONS: 'true' }],
])('a request whose time is up has what is there, whether it shares %s', async (_what, sharing) => {
  const router = await startTestRouter({
    subgraphs: { slow: { sdl, handle: () => undefined }, fast },
    environment: { SUBGRAPH_TIMEOUT_MS: '60000', REQUEST_TIMEOUT_MS: '500', ...sharing },
  });
  const { status, body } = await router.ask('{ fast slow }');
  expect(status).toBe(200);
  expect(body.data).toEqual({ fast: 'fast', slow: null });
  expect(body.errors?.map(({ extensions }) => extensions?.code)).toEqual(['TIMEOUT']);
  await router.close();
});
