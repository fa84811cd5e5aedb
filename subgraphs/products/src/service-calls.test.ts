import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  signRequest,
  startTestDatabase,
  type Asker,
  type TestDatabase,
} from '@supergraph/service-kit/testing';
import { orders, startTestSubgraph, type TestSubgraph } from './testing/test-subgraph.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
});
afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

const adjust =
  'mutation { adjustStock(input: { productId: "p", delta: 1, reason: "r", idempotencyKey: "k" }) { __typename } }';
const release = 'mutation { releaseOrders(input: { orders: [] }) { __typename } }';

async function send(query: string, as: Asker) {
  const { body, headers } = signRequest('products', query, {}, as);
  const answer = await subgraph.server.inject({ method: 'POST', url: '/graphql', headers, payload: body });
  const { errors } = answer.json<{ errors?: { extensions: { code: string } }[] }>();
  return { status: answer.statusCode, code: errors?.[0]?.extensions.code };
}

it('the key of orders cannot act as an administrator', async () => {
  const admin = { ...orders, subject: 'demo-admin', scopes: ['inventory:write'] };
  expect(await send(adjust, admin)).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  expect(await send(release, admin)).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
});

it('the key of orders moves the stock of orders and does nothing else', async () => {
  expect((await send(release, orders)).code).not.toBe('FORBIDDEN');
  expect(await send(adjust, orders)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await send('{ products { totalCount } }', orders)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await send('{ _service { sdl } }', orders)).toMatchObject({ code: 'FORBIDDEN' });
});
