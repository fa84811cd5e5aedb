import type { ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutboundOutcome } from './outcome.js';
import { closeAll, listen, ok, open, send, silent, startService, type Handler } from './testing/harness.js';

afterEach(closeAll);

/** A load balancer on layer 4: each new connection goes to the next of the ports. */
async function startBalancer(ports: readonly number[]): Promise<string> {
  let next = 0;
  const server = createTcpServer((socket) => {
    const upstream = connect(ports[next++ % ports.length] ?? 0, '127.0.0.1');
    socket.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  return `http://127.0.0.1:${await listen(server)}/graphql`;
}

describe('a service at several addresses', () => {
  it('is asked at the least loaded one', async () => {
    const [slow, fast] = [await startService(silent), await startService(ok)];
    const { client } = open([slow.url, fast.url]);
    let answered = 0;
    const first = Array.from({ length: 4 }, () => send(client).then(() => (answered += 1)));
    const pending = first.map((request) => request.catch(() => undefined));
    await expect.poll(() => [slow.requests, answered]).toEqual([2, 2]);
    for (let request = 0; request < 20; request += 1) expect(await send(client)).toEqual({ done: true });
    expect(slow.requests).toBe(2);
    await client.close();
    await Promise.all(pending);
  });

  it('answers everything, mutations too, while nothing listens at one of them', async () => {
    const good = await startService(ok);
    const unused = createTcpServer();
    const port = await listen(unused);
    await new Promise((resolve) => unused.close(resolve));
    const { client } = open([`http://127.0.0.1:${port}/graphql`, good.url]);
    const answers = Array.from({ length: 60 }, () => send(client, 'mutation { done }', false));
    expect(await Promise.all(answers)).toEqual(Array(60).fill({ done: true }));
  });

  it('is not asked at an address that only fails, and is again when that one answers', async () => {
    const [bad, good] = [await startService((_q, r) => r.writeHead(503).end()), await startService(ok)];
    const { client } = open([bad.url, good.url]);
    for (let request = 0; request < 60; request += 1) await send(client).catch(() => undefined);
    const before = bad.requests;
    for (let request = 0; request < 30; request += 1) expect(await send(client)).toEqual({ done: true });
    expect(bad.requests).toBe(before);
    bad.handler = ok;
    await expect.poll(async () => (await send(client), bad.requests)).toBeGreaterThan(before);
  });
});

describe('a service with requests that wait for their turn', () => {
  it('is not kept from other clients by one that changes its address within its network', async () => {
    const held: ServerResponse[] = [];
    const service = await startService((_request, response) => void held.push(response));
    const { client } = open([service.url], { connections: 1 });
    const answered: string[] = [];
    const ask = (address: string) =>
      send(client, '{ done }', true, address).then(() => void answered.push(address));
    const first = ask('2001:db8::1');
    await expect.poll(() => held).toHaveLength(1);
    const waiting = ['2001:db8::2', '2001:db8::3', '2001:db8::4', '192.0.2.1'].map(ask);
    service.handler = ok;
    for (const response of held) response.end('{"data":{"done":true}}');
    await Promise.all([first, ...waiting]);
    expect(answered.slice(0, 3)).toContain('192.0.2.1');
  });
});

describe('a service that fails sometimes', () => {
  it.each([
    [0.5, true],
    [0.9, false],
  ])('is given up at the share of failures that is set for it: %d', async (failureShare, isGivenUp) => {
    const service = await startService((_q, r) =>
      service.requests % 4 === 0 ? ok(_q, r) : r.writeHead(500).end(),
    );
    const { client, outcomes } = open([service.url], { circuit: { failureShare } });
    for (let request = 0; request < 40; request += 1) await send(client).catch(() => undefined);
    expect(outcomes.includes('circuit_open')).toBe(isGivenUp);
  });
});

describe('a service behind a load balancer for connections', () => {
  it('is asked at a new instance within seconds, under constant load', async () => {
    const [first, second] = [await startService(ok), await startService(ok)];
    const ports = [first.port];
    const { client } = open([await startBalancer(ports)], { connectionAgeMs: 500 });
    let running = true;
    const load = Array.from({ length: 4 }, async () => {
      while (running) {
        await send(client);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    await expect.poll(() => first.requests).toBeGreaterThan(50);
    ports.push(second.port);
    await expect.poll(() => second.requests).toBeGreaterThan(0);
    const [atFirst, atSecond] = [first.requests, second.requests];
    await expect
      .poll(() => (second.requests - atSecond) / (first.requests - atFirst + second.requests - atSecond))
      .toBeGreaterThan(0.3);
    running = false;
    await Promise.all(load);
  });
});

describe('a service that stands still', () => {
  it('is found out long before its time-out, and is asked again as soon as it answers', async () => {
    const service = await startService(silent);
    const { client, outcomes } = open([service.url], { timeoutMs: 30_000 });
    const waiting: Promise<unknown>[] = [];
    const isOpen = () => {
      waiting.push(send(client).catch(() => undefined));
      return outcomes.includes('circuit_open');
    };
    const started = performance.now();
    await expect.poll(isOpen, { interval: 200 }).toBe(true);
    expect(performance.now() - started).toBeLessThan(15_000);
    await expect(send(client)).rejects.toMatchObject({ outcome: 'circuit_open' });
    service.handler = ok;
    await expect.poll(() => send(client).catch(() => undefined), { interval: 50 }).toEqual({ done: true });
  });

  it('is found out by one request alone, after the silence that is set for it', async () => {
    const service = await startService(silent);
    const { client, log } = open([service.url], { circuit: { silenceMs: 100 } });
    const request = send(client).catch(() => undefined);
    await expect
      .poll(() => log.map(({ msg }) => msg))
      .toContainEqual(expect.stringContaining('does not answer'));
    await client.close();
    await request;
  });

  const circuit = { silenceMs: 100 };

  it(
    'fails the requests that wait for it, and those that wait for their turn',
    { timeout: 10_000 },
    async () => {
      const service = await startService(silent);
      const { client, outcomes } = open([service.url], { circuit, connections: 1 });
      const results = await Promise.allSettled([send(client), send(client, 'mutation { done }', false)]);
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(outcomes).toEqual(['timed_out', 'circuit_open']);
    },
  );

  it('has its queries answered at another address, and its mutations left uncertain', async () => {
    const [frozen, good] = [await startService(silent), await startService(ok)];
    const { client, outcomes } = open([frozen.url, good.url], { circuit });
    const settle = (...request: [string, boolean]) =>
      Promise.allSettled(Array.from({ length: 10 }, () => send(client, ...request)));
    const [queries, mutations] = await Promise.all([
      settle('{ done }', true),
      settle('mutation { done }', false),
    ]);
    expect(queries).toEqual(Array(10).fill({ status: 'fulfilled', value: { done: true } }));
    const lost = mutations.filter((result) => result.status === 'rejected');
    for (const result of lost) expect(result).toMatchObject({ reason: { outcome: 'timed_out' } });
    expect(lost.length).toBeGreaterThan(0);
    // Only queries are sent again.
    const timedOut = outcomes.filter((outcome) => outcome === 'timed_out').length;
    expect(frozen.requests + good.requests).toBe(20 + timedOut - lost.length);
  }, 10_000);

  it('is not given up while all connections wait for slow answers', async () => {
    const slow: ServerResponse[] = [];
    const service = await startService((request, response) => {
      if (service.probes === 0) slow.push(response);
      else for (const each of [response, ...slow]) ok(request, each);
    });
    const { client, outcomes } = open([service.url], { circuit, connections: 1 });
    expect(await send(client)).toEqual({ done: true });
    expect(outcomes).toEqual(['answered']);
  });

  it('may be silent for twice as long as its slowest answer', async () => {
    const service = await startService((_request, response) => {
      setTimeout(() => response.end('{"data":{"done":true}}'), 190);
    });
    const { client } = open([service.url], { circuit });
    for (let request = 0; request < 5; request += 1) await send(client);
    // The first answer was not expected to take that long.
    expect(service.probes).toBeLessThan(3);
  });

  it('is not given up while it is merely slow', async () => {
    const service = await startService(ok);
    const pending: ServerResponse[] = [];
    let slow = true;
    service.handler = (request, response) => {
      if (slow && service.requests <= 3) pending.push(response);
      else ok(request, response);
    };
    const { client, outcomes } = open([service.url]);
    const early = [send(client), send(client), send(client)];
    await expect.poll(() => pending.length).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    slow = false;
    expect(await send(client)).toEqual({ done: true });
    for (const response of pending) response.end('{"data":{"done":true}}');
    expect(await Promise.all(early)).toHaveLength(3);
    expect(outcomes).not.toContain('circuit_open');
  });
});

describe('failures', () => {
  it.each<[OutboundOutcome, Handler]>([
    ['refused', (_q, r) => r.writeHead(401).end()],
    ['failed', (_q, r) => r.writeHead(500).end()],
    ['failed', (q) => q.socket.destroy()],
    ['failed', (_q, r) => r.end('<h1>no GraphQL</h1>')],
    ['timed_out', silent],
  ])('are told apart: %s', async (outcome, handler) => {
    const service = await startService(handler);
    const { client, outcomes } = open([service.url], { timeoutMs: outcome === 'timed_out' ? 200 : 30_000 });
    await expect(send(client)).rejects.toMatchObject({ outcome });
    expect(outcomes.at(-1)).toBe(outcome);
  });

  it('are logged once for each kind, however many there are', async () => {
    const service = await startService((_q, r) => r.writeHead(401).end());
    const { client, log } = open([service.url]);
    for (let request = 0; request < 30; request += 1) await send(client).catch(() => undefined);
    service.handler = (_q, r) => r.writeHead(500).end();
    await send(client).catch(() => undefined);
    const told = log.filter(({ peer }) => peer === 'shop');
    expect(told.map(({ outcome }) => outcome)).toEqual(['refused', 'failed']);
    expect(told[0]).toMatchObject({ requestId: 'r1', detail: expect.stringContaining('401') as string });
  });
});
