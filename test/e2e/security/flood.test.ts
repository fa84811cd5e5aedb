import { Pool } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRouterProcess, type RouterProcess } from '../support/router-process.js';
import { startStubSubgraph, type StubSubgraph } from './support/stub-subgraph.js';

const HEAP_MIB = 256;
const WARM_UP = process.env.FLOOD === 'whole' ? 1_500 : 750;
/** `npm run test:security` sends all queries, `npm run test:long` a sample. */
const QUERIES = process.env.FLOOD === 'whole' ? 20_000 : 750;
const AT_ONCE = 16;

describe('a flood of unique queries', () => {
  let stub: StubSubgraph;
  let router: RouterProcess;
  beforeAll(async () => {
    const data = JSON.stringify({ data: { product: { id: '1', name: 'Chai' } } });
    stub = await startStubSubgraph((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(data);
    });
    router = await startRouterProcess({
      nodeOptions: [`--max-old-space-size=${HEAP_MIB}`],
      env: { SUBGRAPH_URLS: stub.urls, LOG_LEVEL: 'warn' },
    });
  });
  afterAll(async () => {
    await router.stop();
    stub.close();
  });

  /** Each query is a different document, which the router must validate, plan and compile. */
  const unique = (index: number) =>
    `query Q${index} { a${index}: product(id: "${index}") { id b${index % 97}: name ${index % 2 ? 'sku' : 'createdAt'} } }`;

  async function send(from: number, to: number) {
    let next = from;
    const pool = new Pool(new URL(router.url).origin, { connections: AT_ONCE });
    const headers = { 'content-type': 'application/json' };
    const statuses = new Set<number>();
    const worker = async () => {
      while (next < to) {
        const body = JSON.stringify({ query: unique(next++) });
        // `fetch` would use more CPU than the router under test.
        const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body });
        await answer.body.dump();
        statuses.add(answer.statusCode);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await pool.close();
    return statuses;
  }

  it(`leaves the router alive on ${HEAP_MIB} MiB, and its memory flat`, { timeout: 240_000 }, async () => {
    await send(0, WARM_UP);
    const before = await router.residentMiB();
    const statuses = await send(WARM_UP, WARM_UP + QUERIES);
    const after = await router.residentMiB();
    expect([...statuses]).toEqual([200]);
    expect(router.alive()).toBe(true);
    expect(after - before).toBeLessThan(50);
  });
});
