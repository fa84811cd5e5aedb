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
const answer = vi.fn<Operations['answer']>(() => Promise.resolve(writeAnswer({ errors: [] }, '')));
const enter = vi.fn<() => Place | Promise<Place>>(() => PLACE);
const leave = vi.fn();
const verify = vi.fn<() => Caller | Promise<Caller>>(() => anonymous);
const operations = {
  resolve: () => ({}),
  prepare: () => ({ parts: { document: parse('{ a }') } }),
  countRefused: vi.fn(),
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
  access: { write: vi.fn() },
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

const SUBSCRIBE = '{"id":"1","type":"subscribe","payload":{"query":"{ a }"}}';

/** Completes the operation, and resolves when the server has read that. */
async function complete(client: WebSocket): Promise<void> {
  client.send('{"id":"1","type":"complete"}');
  client.send('{"type":"ping"}');
  const [message] = (await once(client, 'message')) as [Buffer];
  expect(JSON.parse(String(message))).toEqual({ type: 'pong' });
}

async function disconnect(client: WebSocket, connection: Socket): Promise<void> {
  const closed = once(connection, 'close');
  client.terminate();
  await closed;
}

it.each([
  ['left', 'a place', disconnect, enter, PLACE],
  ['left', 'its identity', disconnect, verify, anonymous],
  ['completed it', 'a place', complete, enter, PLACE],
  ['completed it', 'its identity', complete, verify, anonymous],
])(
  'does not run an operation whose client %s while it waited for %s',
  async (_did, _what, quit, wait, result) => {
    const { client, connection } = await connect();
    let release: () => void = () => undefined;
    wait
      .mockClear()
      .mockReturnValueOnce(new Promise<never>((resolve) => (release = () => resolve(result as never))));
    client.send(SUBSCRIBE);
    await expect.poll(() => wait.mock.calls).toHaveLength(1);
    await quit(client, connection);
    release();
    await expect.poll(() => leave.mock.calls).toHaveLength(1);
    expect(answer).not.toHaveBeenCalled();
    client.terminate();
  },
);

it('stops an operation that its client completes, and counts it until it has ended', async () => {
  const { client } = await connect();
  let end: () => void = () => undefined;
  answer.mockImplementationOnce(
    () => new Promise((resolve) => (end = () => resolve(writeAnswer({ errors: [] }, '')))),
  );
  client.send(SUBSCRIBE);
  await expect.poll(() => answer.mock.calls).toHaveLength(1);
  expect(answer.mock.calls[0]?.[1].signal.aborted).toBe(false);
  await complete(client);
  expect(answer.mock.calls[0]?.[1].signal.aborted).toBe(true);
  const ask = async (id: string) => {
    client.send(SUBSCRIBE.replace('1', id));
    const [message] = (await once(client, 'message')) as [Buffer];
    return JSON.parse(String(message)) as unknown;
  };
  expect(await ask('2')).toMatchObject({
    type: 'error',
    payload: [{ extensions: { code: 'RATE_LIMITED' } }],
  });
  end();
  await expect.poll(() => leave.mock.calls).toHaveLength(1);
  expect(await ask('3')).toMatchObject({ id: '3', type: 'next' });
  client.terminate();
});

it('runs an operation whose client stays', async () => {
  const { client } = await connect();
  client.send(SUBSCRIBE);
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
