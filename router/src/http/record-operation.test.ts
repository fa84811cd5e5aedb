import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createClient, type Client } from 'graphql-ws';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CHANGED, startEventShop } from '../testing/event-shop.js';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

let release: () => void = () => undefined;
const sdl = 'type Query { fast: String  slow: String }';
const Query = {
  fast: () => 'fast',
  slow: () => new Promise((resolve) => (release = () => resolve('slow'))),
};

async function start(environment: Readonly<Record<string, string>> = {}): Promise<TestRouter> {
  const router = await startTestRouter({
    subgraphs: { shop: { sdl, resolvers: { Query } } },
    environment: { LOG_LEVEL: 'info', ACCESS_LOG_RATIO: '1', ...environment },
  });
  closers.push(() => router.close());
  return router;
}

function connect({ url }: TestRouter, connectionParams: Record<string, unknown> = {}): Client {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams,
  });
  closers.push(() => client.dispose());
  return client;
}

async function ask(client: Client, query: string): Promise<unknown> {
  let last: unknown;
  for await (const result of client.iterate({ query })) last = result;
  return last;
}

const metricsOf = async ({ adminUrl }: TestRouter) => (await fetch(`${adminUrl}/metrics`)).text();
const linesOf = ({ log }: TestRouter) =>
  log.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === 'request');

it('counts an operation with its time and the client that connection_init names, and writes its line', async () => {
  const router = await start();
  const names = { 'apollographql-client-name': 'web', 'apollographql-client-version': '1.2' };
  expect(await ask(connect(router, names), '{ fast }')).toEqual({ data: { fast: 'fast' } });
  const metrics = await metricsOf(router);
  expect(metrics).toContain('router_operation_seconds_count{outcome="answered"} 1');
  expect(metrics).toMatch(/^router_subgraph_wait_seconds_sum [\d.]*[1-9]/m);
  expect(metrics).toContain('router_client_operations_total{name="web",version="1.2",outcome="answered"} 1');
  expect(linesOf(router)).toMatchObject([
    { method: 'WEBSOCKET', status: 200, ms: expect.any(Number) as number },
  ]);
});

const NAMED = 'query Named { fast }';
const documentIdOf = (text: string) => createHash('sha256').update(text).digest('hex');

it('writes the name and the document of an operation into its line, over WebSocket and over HTTP', async () => {
  const router = await start();
  await ask(connect(router), NAMED);
  await router.ask(NAMED);
  await ask(connect(router), '{ fast }');
  await router.ask('{ nothing }');
  await expect.poll(() => linesOf(router)).toHaveLength(4);
  const [overWebSocket, overHttp, unnamed, invalid] = linesOf(router);
  const named = { operation: 'Named', documentId: documentIdOf(NAMED) };
  expect(overWebSocket).toMatchObject({ method: 'WEBSOCKET', ...named });
  expect(overHttp).toMatchObject({ method: 'POST', ...named });
  expect(unnamed).toMatchObject({ documentId: documentIdOf('{ fast }') });
  expect(unnamed).not.toHaveProperty('operation');
  expect(invalid).not.toHaveProperty('documentId');
});

it('writes the line of an operation with the beginning of a long name', async () => {
  const router = await start();
  await router.ask(`query ${'Long'.repeat(100)} { fast }`);
  await expect.poll(() => linesOf(router)).toMatchObject([{ operation: 'Long'.repeat(25) }]);
});

it('counts an operation that is refused before it runs with its client', async () => {
  const router = await start();
  const client = connect(router, { 'apollographql-client-name': 'web' });
  await expect(ask(client, '{ unknown }')).rejects.toMatchObject([{ message: expect.any(String) as string }]);
  expect(await metricsOf(router)).toContain(
    'router_client_operations_total{name="web",version="",outcome="failed"} 1',
  );
});

it('takes the client of the headers where connection_init names none', async () => {
  const router = await start();
  const socket = new WebSocket(router.url.replace('http', 'ws'), 'graphql-transport-ws', {
    headers: { 'graphql-client-name': 'phone' },
  });
  closers.push(() => socket.terminate());
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  socket.send('{"id":"1","type":"subscribe","payload":{"query":"{ fast }"}}');
  await once(socket, 'message');
  expect(await metricsOf(router)).toContain(
    'router_client_operations_total{name="phone",version="",outcome="answered"} 1',
  );
});

it('counts an answer without the part of a subgraph that fails, and always writes its line', async () => {
  const router = await start({ ACCESS_LOG_RATIO: '0' });
  const client = connect(router);
  await ask(client, '{ fast }');
  await router.subgraph('shop').close();
  expect(await ask(client, '{ fast }')).toMatchObject({ data: { fast: null } });
  expect(await metricsOf(router)).toMatch(/^router_partial_answers_total 1$/m);
  expect(linesOf(router)).toMatchObject([{ method: 'WEBSOCKET', status: 200, partial: true }]);
});

it('counts an operation that is refused under overload', async () => {
  const router = await start({ MAX_CONCURRENT_OPERATIONS: '1' });
  const client = connect(router);
  const slow = ask(client, '{ slow }');
  await expect.poll(() => router.subgraph('shop').requests.length).toBe(1);
  expect(await ask(client, '{ fast }')).toMatchObject({
    errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }],
  });
  const metrics = await metricsOf(router);
  expect(metrics).toContain('router_refusals_total{reason="overload"} 1');
  expect(metrics).toContain('router_operation_seconds_count{outcome="SERVICE_UNAVAILABLE"} 1');
  expect(linesOf(router)).toMatchObject([{ method: 'WEBSOCKET', status: 503 }]);
  release();
  await slow;
});

it('counts an invalid operation by its code, and always writes its line', async () => {
  const router = await start({ ACCESS_LOG_RATIO: '0' });
  await expect(ask(connect(router), '{ nothing }')).rejects.toBeDefined();
  expect(await metricsOf(router)).toContain(
    'router_operation_seconds_count{outcome="GRAPHQL_VALIDATION_FAILED"} 1',
  );
  expect(linesOf(router)).toMatchObject([{ method: 'WEBSOCKET', status: 400 }]);
});

it('counts an operation that its client completes before its end as left', async () => {
  const router = await start();
  const asked = connect(router).iterate({ query: '{ slow }' });
  void asked.next();
  await expect.poll(() => router.subgraph('shop').requests.length).toBe(1);
  await asked.return?.();
  await expect.poll(() => metricsOf(router)).toContain('router_operation_seconds_count{outcome="left"} 1');
  expect(linesOf(router)).toMatchObject([{ method: 'WEBSOCKET', left: true }]);
  release();
});

it('writes the line of a subscription when it ends, and does not count it as an operation', async () => {
  const shop = await startEventShop({ LOG_LEVEL: 'info', ACCESS_LOG_RATIO: '1' });
  closers.push(() => shop.close());
  const client = connect(shop.router);
  const left = client.iterate({ query: CHANGED, variables: { ids: ['a'] } });
  void left.next();
  await expect.poll(() => metricsOf(shop.router)).toMatch(/^router_subscriptions_open 1$/m);
  expect(linesOf(shop.router)).toEqual([]);
  await left.return?.();
  await expect
    .poll(() => linesOf(shop.router))
    .toMatchObject([{ method: 'WEBSOCKET', documentId: documentIdOf(CHANGED), status: 200, left: true }]);
  await ask(client, 'subscription { ends { id } }');
  await expect.poll(() => linesOf(shop.router)).toHaveLength(2);
  expect(linesOf(shop.router)[1]).not.toHaveProperty('left');
  expect(await metricsOf(shop.router)).not.toContain('router_operation_seconds_count{');
});
