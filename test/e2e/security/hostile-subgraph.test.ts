import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, expectNothingRevealed } from './support/attack.js';
import { startRouterProcess, type RouterProcess } from '../support/router-process.js';
import { startStubSubgraph, type Respond, type StubSubgraph } from './support/stub-subgraph.js';

const DEADLINE_MS = 1_000;
const MIB = 1024 * 1024;

let stub: StubSubgraph;
let router: RouterProcess;
beforeAll(async () => {
  stub = await startStubSubgraph(() => undefined);
  router = await startRouterProcess({
    env: { SUBGRAPH_URLS: stub.urls, SUBGRAPH_TIMEOUT_MS: String(DEADLINE_MS), LOG_LEVEL: 'error' },
    // SIGUSR2 runs the garbage collector and prints the memory still in use, so that uncollected garbage is not
    // counted.
    nodeOptions: [
      '--expose-gc',
      '--import',
      'data:text/javascript,process.on("SIGUSR2",()=>{gc();const m=process.memoryUsage();process._rawDebug("LIVE="+(m.heapUsed+m.external))})',
    ],
  });
});
afterAll(async () => {
  await router.stop();
  stub.close();
});

const json =
  (text: string, status = 200): Respond =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(text);
const errors = (
  extensions: object,
  message = 'TypeError at Object.<anonymous> (/srv/app/dist/main.js:1:1)',
) => json(JSON.stringify({ data: { product: null }, errors: [{ message, path: ['product'], extensions }] }));

/** Writes until the whole body is sent or the reader disconnects. */
const pour =
  (chunk: Buffer, total: number): Respond =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    let sent = 0;
    const write = () => {
      while (sent < total && !response.destroyed) {
        sent += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', write);
          return;
        }
      }
      response.end();
    };
    write();
  };

const query = '{ product(id: "1") { id name price { amount } } }';

describe('behind the real router, a subgraph that', () => {
  it.each<[string, Respond]>([
    ['throws', errors({ code: 'INTERNAL_SERVER_ERROR', stacktrace: ['at x (/srv/app.js:1:1)'] })],
    [
      'throws under an allowed code',
      errors({ code: 'BAD_USER_INPUT', exception: { stacktrace: ['at x (/srv/app.js:1:1)'] } }),
    ],
    [
      'throws under a code of its own',
      errors({ code: 'MONGO_DOWN', host: 'db.internal' }, 'connect ECONNREFUSED 10.0.0.7:27017'),
    ],
    [
      'answers 500 in HTML',
      (_q, r) => void r.writeHead(500, { 'content-type': 'text/html' }).end('<h1>nginx at 127.0.0.1</h1>'),
    ],
    ['answers bad JSON', json('{"data":{"product":{"id":"1"')],
    ['answers nothing', json('')],
    ['answers a list', json('[{"data":{}}]')],
    ['answers without data', json('{}')],
    ['answers wrong types', json('{"data":{"product":["x"]}}')],
    ['answers wrong types inside', json('{"data":{"product":{"id":{"x":1},"name":[],"price":"free"}}}')],
    ['answers nulls where none may be', json('{"data":{"product":{"id":null,"name":null,"price":null}}}')],
    [
      'answers prototype keys',
      json(
        '{"data":{"__proto__":{"x":1},"product":{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}}}',
      ),
    ],
    ['answers a deep object', json(`{"data":{"product":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}}`)],
    [
      'reports 20,000 errors',
      json(
        JSON.stringify({
          data: { product: null },
          errors: Array.from({ length: 20_000 }, (_, i) => ({ message: `e${i}`, path: ['product'] })),
        }),
      ),
    ],
    ['reports errors that are none', json('{"data":{"product":null},"errors":{"message":7}}')],
    ['redirects', (_q, r) => void r.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()],
    ['hangs', () => undefined],
    [
      'hangs after its headers',
      (_q, r) => r.writeHead(200, { 'content-type': 'application/json' }).flushHeaders(),
    ],
    [
      'trickles',
      (_q, r) => {
        r.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => r.write(' '), 100);
        r.on('close', () => clearInterval(timer));
      },
    ],
    ['hangs up', (q) => void q.socket.destroy()],
    [
      'claims a length it does not send',
      (q, r) => {
        r.writeHead(200, { 'content-length': '5000' });
        r.write('{"data":');
        setTimeout(() => q.socket.destroy(), 50);
      },
    ],
    ['sends 300 MB', pour(Buffer.alloc(MIB, ' '), 300 * MIB)],
    [
      'sends a string of 300 MB',
      (q, r) => {
        r.writeHead(200);
        r.write('{"data":{"product":{"id":"');
        pour(Buffer.alloc(MIB, 'x'), 300 * MIB)(q, Object.assign(r, { writeHead: () => r }), '');
      },
    ],
  ])(
    '%s: answered by the deadline, nothing revealed',
    async (_name, respond) => {
      stub.respond = respond;
      const started = performance.now();
      const outcome = await ask(router.url, query);
      expect(performance.now() - started).toBeLessThan(DEADLINE_MS + 3_000);
      expect(outcome.status).toBe(200);
      expect(outcome.errors.length).toBeLessThanOrEqual(100);
      expect(outcome.text.length).toBeLessThan(50_000);
      expectNothingRevealed(outcome.text);
      expect(outcome.text).not.toMatch(/nginx|srv|internal:|10\.0\.0|MONGO|proto/);
      stub.respond = json('{"data":{"product":{"id":"1","name":"Chai","price":{"amount":"18.00"}}}}');
      await expect
        .poll(async () => (await ask(router.url, query)).data, { timeout: 10_000 })
        .toEqual({ product: { id: '1', name: 'Chai', price: { amount: '18.00' } } });
    },
    20_000,
  );

  it('sends 300 MB to ten callers, five times: memory stays flat', async () => {
    const told = () => [...router.log().matchAll(/LIVE=(\d+)\n/g)];
    const liveMiB = async () => {
      const count = told().length;
      process.kill(router.pid, 'SIGUSR2');
      await expect.poll(() => told().length, { timeout: 10_000 }).toBe(count + 1);
      return Number(told().at(-1)?.[1]) / MIB;
    };
    const burst = () => Promise.all(Array.from({ length: 10 }, () => ask(router.url, query)));
    stub.respond = json('{"data":{"product":null}}');
    await ask(router.url, query);
    const live = await liveMiB();
    stub.respond = pour(Buffer.alloc(MIB, ' '), 300 * MIB);
    // The allocator may keep the memory of the first burst: ten answers at the size limit.
    await burst();
    const resident = await router.residentMiB();
    for (let i = 0; i < 4; i += 1) await burst();
    expect(router.alive()).toBe(true);
    // Fifty answers at the size limit are 1,600 MiB. Not even the 32 MiB of one may still be in use.
    await expect.poll(async () => (await liveMiB()) - live, { timeout: 10_000 }).toBeLessThan(24);
    // The allocator does not return all pages at once.
    expect((await router.residentMiB()) - resident).toBeLessThan(250);
  }, 40_000);
});
