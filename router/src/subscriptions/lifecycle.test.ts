import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startEventShop, type EventShop } from '../testing/event-shop.js';
import type { SseClient } from '../testing/sse-client.js';
import { RESTART } from './websocket-subscriber.js';

/** `npm run test:long` has 100 reloads under 200 subscribers of processes, in test/e2e/events. */
const [RELOADS, SUBSCRIBERS] = [20, 50];

const idsOf = (events: readonly { readonly id: string | undefined }[]) => events.map(({ id }) => Number(id));

describe('reloads under subscribers', () => {
  let shop: EventShop;

  beforeAll(async () => {
    shop = await startEventShop({ SUPERGRAPH_POLL_MS: '10', MAX_SUBSCRIPTIONS_PER_USER: '1000' });
  });
  afterAll(() => shop.close());

  it('lose no event and double none', async () => {
    const { router, log } = shop;
    const served = async () => {
      const text = await (await fetch(`${router.adminUrl}/metrics`)).text();
      return Number(/router_supergraph_reloads_total\{outcome="served"\} (\d+)/.exec(text)?.[1] ?? 0);
    };
    const clients = await Promise.all(
      Array.from({ length: SUBSCRIBERS }, (_, index) =>
        shop.subscribe(
          { query: 'subscription { changed(ids: ["a"]) { id product { origin } } }' },
          index % 2 === 0 ? {} : shop.tokenOf({ sub: `u${index % 5}` }),
        ),
      ),
    );
    const original = await readFile(router.supergraphPath, 'utf8');
    let added = 0;
    const adding = setInterval(() => {
      added += 1;
      log.add('a');
    }, 50);
    // The first event gives the streams a position to go on from: this subgraph names none where a stream begins.
    for (const client of clients) await client.received(1);
    for (let reload = 1; reload <= RELOADS; reload += 1) {
      // Every second reload changes the fetch of the stream: then `origin` comes from products.
      const moved = original.replace(/origin: String$/m, 'origin: String @join__field(graph: PRODUCTS)');
      expect(moved).not.toBe(original);
      await writeFile(router.supergraphPath, `${reload % 2 === 0 ? original : moved}\n# ${reload}\n`);
      await vi.waitFor(async () => expect(await served()).toBeGreaterThanOrEqual(reload), {
        timeout: 30_000,
      });
    }
    clearInterval(adding);
    const expected = Array.from({ length: added }, (_, index) => index + 1);
    for (const client of clients) expect(idsOf(await client.received(added))).toEqual(expected);
  }, 300_000);
});

describe('a supergraph that allows only shorter lists than a subscription asks for', () => {
  let shop: EventShop;

  beforeAll(async () => {
    shop = await startEventShop({ SUPERGRAPH_POLL_MS: '10' });
  });
  afterAll(() => shop.close());

  it('is served and ends the subscription, and the former supergraph can be served again', async () => {
    const { router } = shop;
    const reloads = async () => {
      const text = await (await fetch(`${router.adminUrl}/metrics`)).text();
      return text.match(/^router_supergraph_reloads_total.*/gm);
    };
    const client = await shop.subscribe({
      query: 'subscription { changed(ids: ["a"]) { remarks(first: 101) } }',
    });
    const original = await readFile(router.supergraphPath, 'utf8');
    const limited = original.replace(
      /remarks\(first: Int!\): .*$/m,
      '$& @cost__listSize(slicingArguments: ["first"])',
    );
    expect(limited).not.toBe(original);
    await writeFile(router.supergraphPath, limited);
    await expect.poll(reloads).toEqual(['router_supergraph_reloads_total{outcome="served"} 1']);
    await client.ended;
    expect(client.events[0]?.body.errors?.[0]?.extensions?.code).toBe('OPERATION_TOO_COMPLEX');
    await writeFile(router.supergraphPath, original);
    await expect.poll(reloads).toEqual(['router_supergraph_reloads_total{outcome="served"} 2']);
  });
});

describe('a router that stops', () => {
  it('asks its subscribers one by one to go on elsewhere, and they miss nothing', async () => {
    const first = await startEventShop({ DRAIN_MS: '1000' });
    const clients = await Promise.all(Array.from({ length: 10 }, () => first.changed(['a'])));
    first.log.add('a');
    const ended: number[] = [];
    for (const client of clients) {
      await client.received(1);
      void client.ended.then(() => ended.push(performance.now()));
    }
    await first.close();
    await Promise.all(clients.map((client) => client.ended));
    expect(Math.max(...ended) - Math.min(...ended)).toBeGreaterThan(500);
    // No `complete`: the clients have to reconnect.
    for (const { events } of clients) expect(events.map(({ event }) => event)).toEqual(['next']);
  });

  it('asks clients over WebSocket to go on elsewhere, also those that connect while it stops', async () => {
    const shop = await startEventShop({ DRAIN_MS: '1000' });
    const connectClient = async () => {
      const socket = new WebSocket(shop.router.url.replace('http', 'ws'), 'graphql-transport-ws');
      const closed = once(socket, 'close') as Promise<[number]>;
      await once(socket, 'open');
      return { closed };
    };
    const early = await connectClient();
    const stopped = shop.close();
    const late = await connectClient();
    for (const { closed } of [early, late]) expect((await closed)[0]).toBe(RESTART);
    await stopped;
  });
});

describe('the body of a subscription', () => {
  let shop: EventShop;

  beforeAll(async () => {
    // Four bodies of unknown length are held at a time.
    shop = await startEventShop({ MAX_BODY_BYTES: String(16 * 1024 * 1024) });
  });
  afterAll(() => shop.close());

  it('is held until its stream begins', async () => {
    const { router, log } = shop;
    const { port, host } = new URL(router.url);
    const body = JSON.stringify({ query: 'subscription { changed(ids: ["a"]) { id } }' });
    const sockets = Array.from({ length: 6 }, () => connect(Number(port), '127.0.0.1'));
    for (const socket of sockets) {
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\naccept: text/event-stream\r\n` +
          `transfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
      );
      expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1.1 200/);
    }
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => log.followers).toBe(0);
  });
});

describe('a subscriber that does not read', () => {
  let shop: EventShop;

  beforeAll(async () => {
    shop = await startEventShop({ MAX_UNREAD_BYTES: '150000' });
  });
  afterAll(() => shop.close());

  /** Adds events until a subscriber is too slow, which the buffers of the operating system delay. @returns their number */
  async function addUntilSlow(reader: SseClient): Promise<number> {
    const { router, log } = shop;
    const countSlow = async () => {
      const text = await (await fetch(`${router.adminUrl}/metrics`)).text();
      return Number(/_total\{reason="slow"\} (\d+)/.exec(text)?.[1] ?? 0);
    };
    const before = await countSlow();
    let added = 0;
    while ((await countSlow()) === before) {
      log.add('a');
      added += 1;
      await reader.received(added);
      expect(added).toBeLessThan(500);
    }
    return added;
  }

  it('is dropped, and the others get their events', async () => {
    const { router, log } = shop;
    const body = JSON.stringify({
      query: 'subscription { changed(ids: ["a"]) { id text(length: 100000) } }',
    });
    const { port, host } = new URL(router.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\naccept: text/event-stream\r\n` +
        `content-length: ${body.length}\r\n\r\n${body}`,
    );
    await expect.poll(() => log.followers).toBe(1);
    const reader = await shop.subscribe({ query: 'subscription { changed(ids: ["a"]) { id } }' });
    const added = await addUntilSlow(reader);
    log.add('a');
    expect(await reader.received(added + 1)).toHaveLength(added + 1);
    reader.close();
    socket.destroy();
    await expect.poll(() => log.followers).toBe(0);
  }, 120_000);

  it('is dropped with its WebSocket', async () => {
    const { router, log } = shop;
    const socket = new WebSocket(router.url.replace('http', 'ws'), 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message');
    const query = 'subscription { changed(ids: ["a"]) { id text(length: 100000) } }';
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
    await expect.poll(() => log.followers).toBe(1);
    socket.pause();
    const reader = await shop.subscribe({ query: 'subscription { changed(ids: ["a"]) { id } }' });
    await addUntilSlow(reader);
    reader.close();
    socket.on('error', () => undefined);
    // A client that does not read learns of the end when it writes.
    await expect
      .poll(
        () => {
          socket.ping(() => undefined);
          return socket.readyState;
        },
        { timeout: 20_000 },
      )
      .not.toBe(WebSocket.OPEN);
  }, 120_000);
});
