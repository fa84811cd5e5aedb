import type { ServerResponse } from 'node:http';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutboundClient } from './client.js';
import { closeAll, ok, open, send, silent, startService, type Handler } from './testing/harness.js';

afterEach(closeAll);

const LOOKUP_MS = 50;

/** A name whose addresses a test may change. `next` has the addresses of its next lookups. */
function startName(...ips: string[]) {
  const name = { ips, next: [] as string[][], error: undefined as Error | undefined, lookups: 0 };
  const lookup: LookupFunction = (_host, { all }, callback) => {
    name.lookups += 1;
    const [first = ''] = name.ips;
    const { error = null } = name;
    setImmediate(() => {
      if (all !== true || error !== null) callback(error, first, isIP(first));
      else
        callback(
          null,
          (name.next.shift() ?? name.ips).map((address) => ({ address, family: isIP(address) })),
        );
    });
  };
  return { name, lookup };
}

/** Two instances behind one name, and a client of that name which already uses both. */
async function startTwo(options: Parameters<typeof open>[1] = {}) {
  const one = await startService(ok);
  const two = await startService(ok, '127.0.0.2', one.port);
  const { name, lookup } = startName('127.0.0.1', '127.0.0.2');
  const opened = open([`http://shop.test:${one.port}/graphql`], { lookup, lookupMs: LOOKUP_MS, ...options });
  await sendUntil(opened.client, () => one.requests > 0 && two.requests > 0);
  return { one, two, name, ...opened };
}

/** Sends requests one after the other. Fails if one of them fails. */
async function sendUntil(client: OutboundClient<unknown>, isDone: () => boolean): Promise<void> {
  await expect.poll(async () => (await send(client), isDone()), { interval: 1, timeout: 10_000 }).toBe(true);
}

/** Sends requests until their `stop` is called, which tells how many were answered. None may fail. */
function startLoad(client: OutboundClient<unknown>) {
  let running = true;
  const load = Array.from({ length: 4 }, async () => {
    let answered = 0;
    for (; running; answered += 1) await send(client, 'mutation { done }', false);
    return answered;
  });
  return async () => {
    running = false;
    return (await Promise.all(load)).reduce((sum, answered) => sum + answered, 0);
  };
}

const messages = (log: readonly Record<string, unknown>[]) => log.map(({ msg }) => msg);

// Other systems have no 127.0.0.2 by themselves.
describe.runIf(process.platform === 'linux')('a name of several IP addresses', () => {
  it('has the requests spread over all of them, to the least loaded first', async () => {
    const { one, two, client } = await startTwo();
    const held: ServerResponse[] = [];
    two.handler = (_request, response) => void held.push(response);
    const waiting: Promise<unknown>[] = [];
    while (held.length === 0) {
      const request = send(client);
      waiting.push(request);
      await Promise.race([request, expect.poll(() => held.length).toBe(1)]);
    }
    const before = one.requests;
    for (let request = 0; request < 20; request += 1) await send(client);
    expect([one.requests - before, held.length]).toEqual([20, 1]);
    for (const response of held) response.end('{"data":{"done":true}}');
    await Promise.all(waiting);
  });

  it('is asked for the name as host, whatever the IP address', async () => {
    const { one, two, client } = await startTwo();
    const hosts = new Set<string>();
    const note: Handler = (request, response) => {
      hosts.add(`${request.headers.host ?? ''} at ${request.socket.localAddress ?? ''}`);
      ok(request, response);
    };
    one.handler = two.handler = note;
    await sendUntil(client, () => hosts.size > 1);
    const host = `shop.test:${one.port}`;
    expect([...hosts].sort()).toEqual([`${host} at 127.0.0.1`, `${host} at 127.0.0.2`]);
  });

  it('answers all queries while one hangs, whose own circuit opens', async () => {
    const changes: boolean[] = [];
    const { one, two, client, log } = await startTwo({
      circuit: { silenceMs: 100 },
      onCircuitChange: (isOpen) => void changes.push(isOpen),
    });
    two.handler = silent;
    const queries = Array.from({ length: 20 }, () => send(client));
    expect(await Promise.all(queries)).toEqual(Array(20).fill({ done: true }));
    expect(log).toContainEqual(
      expect.objectContaining({ origin: `http://shop.test:${one.port}`, ip: '127.0.0.2', level: 'error' }),
    );
    const before = two.requests;
    for (let request = 0; request < 20; request += 1) await send(client);
    expect([two.requests, changes]).toEqual([before, []]);
    two.handler = ok;
    await sendUntil(client, () => two.requests > before);
  });

  it('answers everything, mutations too, while nothing listens at one', async () => {
    const service = await startService(ok);
    const { lookup } = startName('127.0.0.1', '127.0.0.2');
    const { client, log } = open([`http://shop.test:${service.port}/graphql`], { lookup });
    const mutate = () =>
      Promise.all(Array.from({ length: 8 }, () => send(client, 'mutation { done }', false)));
    await expect
      .poll(async () => (await mutate(), messages(log)), { interval: 1, timeout: 10_000 })
      .toContainEqual(expect.stringContaining('does not answer'));
  });

  it('has a new one used within seconds, without a failed request', async () => {
    const one = await startService(ok);
    const { name, lookup } = startName('127.0.0.1');
    const { client } = open([`http://shop.test:${one.port}/graphql`], { lookup, lookupMs: LOOKUP_MS });
    const stop = startLoad(client);
    await expect.poll(() => one.requests).toBeGreaterThan(20);
    const two = await startService(ok, '127.0.0.2', one.port);
    name.ips.push('127.0.0.2');
    await expect.poll(() => two.requests).toBeGreaterThan(0);
    const [atOne, atTwo] = [one.requests, two.requests];
    await expect.poll(() => two.requests - atTwo).toBeGreaterThan(20);
    expect((two.requests - atTwo) / (one.requests - atOne)).toBeGreaterThan(0.3);
    expect(await stop()).toBe(one.requests + two.requests);
  });

  it('has one that is gone drained, without a failed request', async () => {
    const { one, two, name, client } = await startTwo();
    const stop = startLoad(client);
    const held: ServerResponse[] = [];
    two.handler = (request, response) =>
      held.length === 0 ? void held.push(response) : ok(request, response);
    await expect.poll(() => held.length).toBe(1);
    name.ips = ['127.0.0.1'];
    const reached = async () => {
      const before = [one.requests, two.requests] as const;
      await expect.poll(() => one.requests - before[0]).toBeGreaterThan(50);
      return two.requests - before[1];
    };
    await expect.poll(reached).toBe(0);
    expect(held[0]?.socket?.destroyed).toBe(false);
    held[0]?.end('{"data":{"done":true}}');
    expect(await stop()).toBeGreaterThan(0);
    await expect.poll(() => two.connections).toBe(0);
  });

  it('keeps the connections and the circuit of one that is missing from two lookups', async () => {
    const { two, name, client, log } = await startTwo();
    const sockets = new Set<Socket>();
    two.handler = (request, response) => {
      sockets.add(request.socket);
      ok(request, response);
    };
    await sendUntil(client, () => sockets.size > 0);
    two.handler = (_request, response) => void response.writeHead(503).end();
    await expect
      .poll(async () => (await send(client), messages(log)), { interval: 1, timeout: 10_000 })
      .toContainEqual(expect.stringContaining('does not answer'));
    name.next = [['127.0.0.1'], ['127.0.0.1']];
    await expect.poll(() => name.next.length).toBe(0);
    const { lookups } = name;
    await expect.poll(() => name.lookups).toBeGreaterThan(lookups + 1);
    const before = two.requests;
    for (let request = 0; request < 20; request += 1) await send(client);
    expect(two.requests).toBe(before);
    expect([...sockets].filter(({ destroyed }) => destroyed)).toEqual([]);
  });

  it('sends no request that waited for its turn to one that is gone meanwhile', async () => {
    const { one, two, name, client } = await startTwo({ connections: 1 });
    const held: ServerResponse[] = [];
    one.handler = two.handler = (_request, response) => void held.push(response);
    const first = [send(client), send(client)];
    await expect.poll(() => held.length).toBe(2);
    const waiting = Array.from({ length: 8 }, () => send(client));
    name.ips = ['127.0.0.1'];
    const { lookups } = name;
    await expect.poll(() => name.lookups).toBeGreaterThan(lookups + 3);
    one.handler = two.handler = ok;
    const before = two.requests;
    for (const response of held) response.end('{"data":{"done":true}}');
    await Promise.all([...first, ...waiting]);
    expect(two.requests).toBe(before);
  });

  it('keeps those that are known when it cannot be looked up, and says so once', async () => {
    const { one, two, name, client, log } = await startTwo();
    const fails = async () => {
      const { lookups } = name;
      await expect.poll(() => name.lookups).toBeGreaterThan(lookups + 3);
      const [atOne, atTwo] = [one.requests, two.requests];
      await sendUntil(client, () => one.requests > atOne && two.requests > atTwo);
    };
    name.error = new Error('the name service does not answer');
    await fails();
    [name.error, name.ips] = [undefined, []];
    await fails();
    expect(messages(log)).toEqual([expect.stringContaining('shop.test cannot be looked up')]);
  });

  it('answers everything while nothing listens at two of four', async () => {
    const { port } = await startService(ok, '127.0.0.3');
    await startService(ok, '127.0.0.4', port);
    const { lookup } = startName('127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4');
    const { client, outcomes } = open([`http://shop.test:${port}/graphql`], { lookup });
    await sendUntil(client, () => outcomes.includes('failed'));
    for (let request = 0; request < 100; request += 1) await send(client, 'mutation { done }', false);
  });

  it('is looked up again when no connection can be opened', async () => {
    const service = await startService(ok);
    const { name, lookup } = startName('127.0.0.2');
    const { client } = open([`http://shop.test:${service.port}/graphql`], { lookup, lookupMs: 3_600_000 });
    await expect(send(client)).rejects.toMatchObject({ outcome: 'failed' });
    name.ips = ['127.0.0.1'];
    await expect.poll(() => send(client).catch(() => undefined), { timeout: 10_000 }).toEqual({ done: true });
  });

  it('has at most 32 of them used', async () => {
    const held = new Map<string, number>();
    const service = await startService(ok, '0.0.0.0');
    const ips = Array.from({ length: 40 }, (_, index) => `127.0.0.${index + 1}`);
    const { lookup } = startName(...ips);
    const url = `http://shop.test:${service.port}/graphql`;
    const { client } = open([url], { lookup, lookupMs: LOOKUP_MS, connections: 2 });
    const seen = new Set<string>();
    service.handler = (request, response) => {
      seen.add(request.socket.localAddress ?? '');
      ok(request, response);
    };
    await sendUntil(client, () => seen.size > 1);
    service.handler = ({ socket: { localAddress = '' } }) =>
      void held.set(localAddress, (held.get(localAddress) ?? 0) + 1);
    const pending = Array.from({ length: 64 }, () => send(client).catch(() => undefined));
    await expect.poll(() => [...held.values()], { timeout: 5_000 }).toEqual(Array(32).fill(2));
    await client.close();
    await Promise.all(pending);
  });
});

describe('a name of one IPv6 and one IPv4 address', () => {
  it('is one instance, which need not listen at both', async () => {
    const service = await startService(ok);
    const { lookup } = startName('::1', '127.0.0.1');
    const { client, outcomes } = open([`http://shop.test:${service.port}/graphql`], { lookup, lookupMs: 10 });
    for (let request = 0; request < 40; request += 1) await send(client, 'mutation { done }', false);
    expect(outcomes).toEqual(Array(40).fill('answered'));
  });
});

describe('a name of several IPv4 and IPv6 addresses', () => {
  it('has its IPv4 addresses used alone', async () => {
    const service = await startService(ok, '0.0.0.0');
    const { name, lookup } = startName('::1', '::2', '127.0.0.1', '127.0.0.2');
    const options = { lookup, lookupMs: 10 };
    const { client, outcomes } = open([`http://shop.test:${service.port}/graphql`], options);
    await sendUntil(client, () => name.lookups > 1);
    for (let request = 0; request < 40; request += 1) await send(client, 'mutation { done }', false);
    expect(new Set(outcomes)).toEqual(new Set(['answered']));
  });
});

describe('localhost', () => {
  it('is looked up by each connection alone', async () => {
    const service = await startService(ok);
    const { name, lookup } = startName('127.0.0.1');
    const { client } = open([`http://localhost:${service.port}/graphql`], { lookup, lookupMs: 1 });
    for (let request = 0; request < 20; request += 1) await send(client);
    expect(name.lookups).toBe(service.connections);
  });
});
