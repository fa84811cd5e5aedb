import { expect, it } from 'vitest';
import { anonymousContext, createContender } from '../execution/testing/arena.js';
import { createGraph } from '../execution/testing/graph.js';
import { SubgraphUnavailable } from '../subgraphs/transport.js';
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

it.each([true, false])(
  'the time of one is not the other’s (subgraph requests shared: %s)',
  async (subgraphQueries) => {
    const graph = createGraph({
      slow: { typeDefs: sdl, resolvers: { Query: { slow: () => 'slow' } } },
      fast: { typeDefs: fast.sdl, resolvers: fast.resolvers },
    });
    const controller = new AbortController();
    let isFirst = true;
    graph.answerInstead = ({ subgraph, context: { signal } }, answer) => {
      if (subgraph !== 'slow' || !isFirst) return answer;
      isFirst = false;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () =>
          reject(new SubgraphUnavailable(subgraph, 'TIMEOUT', 'aborted')),
        );
        // The other one has joined by then, and the fast one has answered.
        setImmediate(() => controller.abort());
      });
    };
    const sharing = { operations: true, subgraphQueries };
    const contender = await createContender('compiled', graph.supergraphSdl, graph, { sharing });
    const operation = { query: '{ fast slow }', variables: {} };
    const hurried = { ...anonymousContext(controller.signal), deadline: performance.now() };
    const [first, second] = await Promise.all([
      contender.execute(operation, hurried),
      contender.execute(operation),
    ]);
    expect(first.data).toBe('{"fast":"fast","slow":null}');
    expect(first.errors.map(({ extensions }) => extensions.code)).toEqual(['TIMEOUT']);
    expect(second).toMatchObject({ data: '{"fast":"fast","slow":"slow"}', errors: [] });
    await contender.stop();
  },
);
