import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createLogger, type Place } from '@supergraph/service-kit/service';
import { parse } from 'graphql';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Caller } from '../context.js';
import { anonymous } from '../identity/authenticate.js';
import { writeAnswer } from '../operation/answer.js';
import type { Operations } from '../operations.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';
import { RESTART } from '../subscriptions/websocket-subscriber.js';
import { serveWebSockets } from './websocket.js';

const PLACE: Place = { flow: '', began: 0, counted: 1 };

const server = createServer();
const answer = vi.fn(() => Promise.resolve(writeAnswer({ errors: [] }, '')));
const enter = vi.fn<() => Place | Promise<Place>>(() => PLACE);
const leave = vi.fn();
const verify = vi.fn<() => Caller | Promise<Caller>>(() => anonymous);
const operations = {
  resolve: () => ({}),
  prepare: () => ({ parts: { document: parse('{ a }') } }),
  answer,
};
const webSockets = serveWebSockets(server, {
  operations: operations as unknown as Operations,
  subscriptions: undefined as unknown as Subscriptions,
  verifier: { verify },
  logger: createLogger({ service: 'test', level: 'silent' }),
  isAllowedOrigin: () => true,
  shed: { refuses: () => false, enter, discount: vi.fn(), leave, close: vi.fn() },
  trustedProxies: 0,
  timeoutMs: 60_000,
  initTimeoutMs: 60_000,
  maxMessageBytes: 1_000,
  maxUnreadBytes: 1_000,
  maxPerConnection: 1,
  heartbeatMs: 60_000,
  development: false,
});

afterEach(() => {
  vi.clearAllMocks();
  server.close();
});

async function openClient() {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const headers = { authorization: 'Bearer a.b.c' };
  return new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', { headers });
}

/** Connects a client, with the server's side of its connection. */
async function connect() {
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const client = await openClient();
  const [connection] = await accepted;
  await once(client, 'open');
  client.send('{"type":"connection_init"}');
  await once(client, 'message');
  return { client, connection };
}

it.each([
  ['a place', enter, PLACE],
  ['its identity', verify, anonymous],
])('does not run an operation whose client left while it waited for %s', async (_what, wait, result) => {
  const { client, connection } = await connect();
  let release: () => void = () => undefined;
  wait
    .mockClear()
    .mockReturnValueOnce(new Promise<never>((resolve) => (release = () => resolve(result as never))));
  client.send('{"id":"1","type":"subscribe","payload":{"query":"{ a }"}}');
  await expect.poll(() => wait.mock.calls).toHaveLength(1);
  const closed = once(connection, 'close');
  client.terminate();
  await closed;
  release();
  await expect.poll(() => leave.mock.calls).toHaveLength(1);
  expect(answer).not.toHaveBeenCalled();
});

it('runs an operation whose client stays', async () => {
  const { client } = await connect();
  client.send('{"id":"1","type":"subscribe","payload":{"query":"{ a }"}}');
  const [message] = (await once(client, 'message')) as [Buffer];
  expect(JSON.parse(String(message))).toMatchObject({ id: '1', type: 'next' });
  expect(leave).toHaveBeenCalledTimes(1);
  client.terminate();
});

it('refuses clients that connect after it has asked all to go on elsewhere', async () => {
  const { client } = await connect();
  const closed = once(client, 'close');
  server.close();
  webSockets.close();
  expect((await closed)[0]).toBe(RESTART);
  const late = await openClient();
  const [, response] = (await once(late, 'unexpected-response')) as [unknown, IncomingMessage];
  expect(response.statusCode).toBe(503);
});
