import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type SubscribePayload } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { CHANGED, changedOrder, startEventShop, type EventShop } from '../testing/event-shop.js';

describe('GraphQL over WebSocket', () => {
  let shop: EventShop;
  let url: string;

  beforeAll(async () => {
    shop = await startEventShop({
      WEBSOCKET_INIT_TIMEOUT_MS: '300',
      MAX_OPERATIONS_PER_CONNECTION: '3',
      CORS_ORIGINS: 'https://shop.example',
      JWT_LEEWAY_S: '0',
    });
    url = shop.router.url.replace('http', 'ws');
  });
  afterAll(() => shop.close());

  const clientFor = (connectionParams?: Record<string, unknown>) =>
    createClient({
      url,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      ...(connectionParams && { connectionParams }),
    });

  async function first(client: ReturnType<typeof clientFor>, payload: SubscribePayload): Promise<unknown> {
    for await (const result of client.iterate(payload)) return result;
    return undefined;
  }

  const closeCode = async (socket: WebSocket) => {
    const [code] = (await once(socket, 'close')) as [number];
    return code;
  };

  it('answers queries and subscriptions of one connection', async () => {
    const client = clientFor();
    expect(await first(client, { query: '{ __typename }' })).toEqual({ data: { __typename: 'Query' } });
    const event = first(client, { query: CHANGED, variables: { ids: ['a'] } });
    await expect.poll(() => shop.log.followers).toBe(1);
    shop.log.add('a');
    expect(await event).toMatchObject({
      data: { changed: changedOrder('a') },
      extensions: { eventId: expect.any(String) as string },
    });
    // The subscription ends when the client leaves it, and the connection stays.
    await expect.poll(() => shop.log.followers).toBe(0);
    await client.dispose();
  });

  it('goes on after an event id', async () => {
    shop.log.add('b');
    const client = clientFor();
    const event = await first(client, {
      query: CHANGED,
      variables: { ids: ['b'] },
      extensions: { lastEventId: '0' },
    });
    expect(event).toMatchObject({ data: { changed: changedOrder('b') } });
    await client.dispose();
  });

  it('takes the token of connection_init, and ends when it expires', async () => {
    const exp = Math.floor(Date.now() / 1_000) + 3;
    const client = clientFor(shop.tokenOf({ exp }));
    const failure = first(client, { query: 'subscription { mine(ids: ["c"]) { id } }' });
    await expect(failure).rejects.toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    await client.dispose();
  });

  it('closes a connection with an invalid token', async () => {
    const client = clientFor({ authorization: 'Bearer a.b.c' });
    await expect(first(client, { query: '{ __typename }' })).rejects.toMatchObject({ code: 4403 });
  });

  it('refuses what the caller may not see, and what is invalid', async () => {
    const client = clientFor();
    expect(await first(client, { query: 'subscription { mine(ids: ["c"]) { id } }' })).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
    });
    await expect(first(client, { query: '{ nothing }' })).rejects.toMatchObject([
      { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    await client.dispose();
  });

  it('limits the operations of one connection', async () => {
    const client = clientFor();
    const payload = { query: CHANGED, variables: { ids: ['d'] } };
    const open = [1, 2, 3].map(() => client.iterate(payload));
    for (const each of open) void each.next();
    const metrics = async () => (await fetch(`${shop.router.adminUrl}/metrics`)).text();
    await expect.poll(metrics).toMatch(/router_subscriptions_open 3/);
    await expect(first(client, payload)).rejects.toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    await client.dispose();
  });

  it.each([
    ['https://evil.example', 403],
    ['null', 403],
  ])('refuses a page of %s', async (origin, status) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', { origin });
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(status);
  });

  /** Sends the request of an upgrade that is refused, and waits for the answer. */
  async function refusedUpgrade(): Promise<Socket> {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
    socket.write(
      'GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1.1 404/);
    return socket;
  }

  it('closes the connection of a refused upgrade, even when the client keeps its half open', async () => {
    const socket = await refusedUpgrade();
    socket.on('error', () => undefined);
    // The system of a server that has closed a connection resets it when more arrives.
    await expect
      .poll(() => {
        socket.write('more');
        return socket.destroyed;
      })
      .toBe(true);
  });

  it('goes on when the client of a refused upgrade resets its connection', async () => {
    const uncaught: unknown[] = [];
    const note = (error: unknown) => void uncaught.push(error);
    process.on('uncaughtExceptionMonitor', note);
    const socket = await refusedUpgrade();
    socket.resetAndDestroy();
    await once(socket, 'close');
    // The router has read the reset when it answers a later request.
    expect((await shop.router.ask('{ __typename }')).status).toBe(200);
    process.off('uncaughtExceptionMonitor', note);
    expect(uncaught).toEqual([]);
  });

  it.each(['https://shop.example', undefined])('accepts a page of %s', async (origin) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', origin === undefined ? {} : { origin });
    await once(socket, 'open');
    socket.terminate();
  });

  it('closes a connection that says nothing', async () => {
    expect(await closeCode(new WebSocket(url, 'graphql-transport-ws'))).toBe(4408);
  });

  it('closes a connection that sends what is no message, or too much', async () => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send('hello');
    expect(await closeCode(socket)).toBe(4400);
    const large = new WebSocket(url, 'graphql-transport-ws');
    await once(large, 'open');
    large.send('x'.repeat(1024 * 1024));
    expect(await closeCode(large)).toBe(1009);
  });

  const INIT = { type: 'connection_init' };
  const ask = (payload: unknown) => ({ id: '1', type: 'subscribe', payload });
  const follow = ask({ query: CHANGED, variables: { ids: ['e'] } });

  it.each([
    ['a second connection_init', [INIT, INIT], 4429],
    ['an operation before connection_init', [follow], 4401],
    ['an id that is in use', [INIT, follow, follow], 4409],
    ['a batch', [INIT, ask([{ query: '{ __typename }' }])], 4400],
    ['an operation that is no text', [INIT, ask({ query: { text: '{ __typename }' } })], 4400],
    ['variables that are a list', [INIT, ask({ query: '{ __typename }', variables: [1] })], 4400],
    ['an unknown message', [INIT, { type: 'start' }], 4400],
  ])('closes a connection that sends %s', async (_what, messages, code) => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    await once(socket, 'open');
    for (const [index, message] of messages.entries()) {
      socket.send(JSON.stringify(message));
      // Nothing may follow before the server has accepted the connection.
      if (index === 0 && message === INIT) await once(socket, 'message');
    }
    expect(await closeCode(socket)).toBe(code);
    await vi.waitFor(() => expect(shop.log.followers).toBe(0), { timeout: 20_000 });
  });

  it('reads nothing more from a client that does not read', async () => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message');
    socket.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(100_000) } });
    const send = () => new Promise<boolean>((resolve) => socket.send(ping, () => resolve(true)));
    let sent = 1;
    while (sent < 500 && (await Promise.race([send(), sleep(3_000, false)]))) sent += 1;
    expect(sent).toBeLessThan(400);
    let pongs = 0;
    socket.on('message', () => (pongs += 1));
    socket.resume();
    await vi.waitFor(() => expect(pongs).toBe(sent), { timeout: 20_000 });
    socket.terminate();
  });
});
