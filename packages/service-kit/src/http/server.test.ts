import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createLogger } from '../logger.js';
import { createDrain } from './drain.js';
import { listen } from './listen.js';
import { releaseBody } from './held-bodies.js';
import { createHttpServer, type HttpServerOptions } from './server.js';

const logger = createLogger({ service: 'test', level: 'silent' });
const open: FastifyInstance[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options: Partial<HttpServerOptions> = {}, drainMs = 50) {
  const server = createHttpServer({ logger, ...options });
  open.push(server);
  server.post('/', (request) => ({ got: request.body }));
  server.get('/throws', () => {
    throw new Error('connect ECONNREFUSED 10.0.0.7:27017');
  });
  server.get('/large', () => 'x'.repeat(64 * 1024 * 1024));
  server.get('/late', async () => {
    await sleep(500);
    return 'late';
  });
  server.post('/stream', (_request, reply) => {
    releaseBody(reply.hijack().raw);
    reply.raw.writeHead(200).flushHeaders();
  });
  const drain = createDrain(server, drainMs);
  return { server, drain, url: await listen(server, { host: '127.0.0.1', port: 0 }) };
}

/** Sends bytes as they are and collects what comes back until the server closes the connection. */
function raw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('an HTTP server', () => {
  it('says nothing of itself', async () => {
    const { url } = await start();
    const { headers } = await fetch(`${url}/nowhere`);
    expect(headers.get('server')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('answers what is not there in JSON, without repeating the path', async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/%3Cscript%3E`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({
      errors: [{ message: 'There is nothing here.', extensions: { code: 'BAD_REQUEST' } }],
    });
  });

  it('hides why a handler failed', async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/throws`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('27017');
  });

  it.each([
    ['a body over the limit', 413, JSON.stringify('x'.repeat(200))],
    ['broken JSON', 400, '{'],
    ['a prototype key', 400, '{"__proto__":{"admin":true}}'],
    ['a constructor key', 400, '{"constructor":{"prototype":{}}}'],
  ])('refuses %s with %i', async (_name, status, body) => {
    const { url } = await start({ bodyLimit: 100 });
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toHaveProperty('errors.0.extensions.code', 'BAD_REQUEST');
  });

  it('answers headers beyond the limit with 431', async () => {
    const { url } = await start();
    const answer = await raw(url, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 431/);
    expect(answer).toContain('"errors":[{"message":');
  });

  it('answers a path that cannot be decoded in JSON, without repeating it', async () => {
    const { url } = await start();
    const answer = await raw(url, 'GET /%zz<script> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    expect(answer).toContain('"code":"BAD_REQUEST"');
    expect(answer).not.toMatch(/script|FST_/);
  });

  it('tells why it refused what no handler saw', async () => {
    const refused: string[] = [];
    const { url } = await start({
      bodyLimit: 100,
      headersTimeout: 300,
      requestTimeout: 300,
      onRefused: (reason) => refused.push(reason),
    });
    const post = (body: string, type = 'application/json') =>
      fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
    await post('{');
    await post(JSON.stringify('x'.repeat(200)));
    await post('<x/>', 'application/xml');
    await fetch(`${url}/nowhere`);
    await raw(url, 'GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    await raw(url, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`);
    await raw(url, 'nonsense\r\n\r\n');
    await raw(url, 'POST / HTTP/1.1\r\nHost: x\r\n');
    await post('"good"');
    expect(refused).toEqual([
      'malformed_body',
      'body_too_large',
      'media_type',
      'not_found',
      'bad_url',
      'headers_too_large',
      'bad_http',
      'too_slow',
    ]);
  });

  it('holds only so much in bodies at a time, and takes more when these are answered', async () => {
    const refused: string[] = [];
    const { url } = await start({
      bodyLimit: 30_000,
      allBodiesLimit: 50_000,
      onRefused: (reason) => refused.push(reason),
    });
    const head = (size: number) =>
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${size}\r\n`;
    const slow = connect(Number(new URL(url).port), '127.0.0.1');
    slow.write(`${head(30_000)}\r\n"`);
    const post = async (size: number) => {
      const body = JSON.stringify('x'.repeat(size - 2));
      return (await raw(url, `${head(size)}Connection: close\r\n\r\n${body}`)).slice(9, 12);
    };
    await expect.poll(() => post(25_000)).toBe('503');
    expect(refused).toContain('overload');
    expect(await post(10_000)).toBe('200');
    expect(await post(18_000)).toBe('200');
    slow.destroy();
    await expect.poll(() => post(25_000)).toBe('200');
    expect(await post(31_000)).toBe('413');
  });

  it('holds no bodies whose answers go on without them, and gives their memory back once', async () => {
    const { server, url } = await start({ bodyLimit: 30_000, allBodiesLimit: 50_000 });
    const closed: Promise<unknown>[] = [];
    server.server.on('request', (_request, response) => closed.push(once(response, 'close')));
    const body = JSON.stringify('x'.repeat(28_000));
    const head = `HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    const streams = [1, 2, 3].map(() => connect(Number(new URL(url).port), '127.0.0.1'));
    for (const stream of streams) {
      stream.write(`POST /stream ${head}\r\n${body}`);
      expect(String(await once(stream, 'data'))).toMatch(/^HTTP\/1.1 200/);
    }
    for (const stream of streams) stream.destroy();
    await Promise.all(closed);
    const slow = connect(Number(new URL(url).port), '127.0.0.1');
    slow.write(`POST / ${head}\r\n"`);
    await expect.poll(() => raw(url, `POST / ${head}\r\n${body}`)).toMatch(/^HTTP\/1.1 503/);
    slow.destroy();
  });

  it('gives up on a client that does not read its answer, and on no one who waits for it', async () => {
    const { server, url } = await start({ stallTimeout: 1_000 });
    const sockets = new Set<unknown>();
    server.server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    const deaf = connect(Number(new URL(url).port), '127.0.0.1');
    deaf.pause();
    deaf.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => sockets.size).toBe(1);
    await expect.poll(() => sockets.size, { timeout: 10_000 }).toBe(0);
    deaf.destroy();
    expect((await fetch(`${url}/late`)).status).toBe(200);
  });

  it('takes only so many connections', async () => {
    const refused: string[] = [];
    const { url } = await start({ connectionLimit: 1, onRefused: (reason) => refused.push(reason) });
    const first = connect(Number(new URL(url).port), '127.0.0.1');
    await once(first, 'connect');
    await expect.poll(() => raw(url, 'GET / HTTP/1.1\r\n').catch(() => '')).toBe('');
    expect(refused).toContain('connections');
    first.destroy();
    await expect
      .poll(() =>
        fetch(url).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(404);
  });

  it('refuses a request for two hosts, or for none', async () => {
    const { url } = await start();
    expect(await raw(url, 'GET /nowhere HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400[^]*"errors"/,
    );
    expect(await raw(url, 'GET /nowhere HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 404/);
    const answer = await raw(url, 'GET /throws HTTP/1.1\r\nHost: a\r\nhost: b\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400/);
  });

  it('gives up on headers and bodies that do not come', async () => {
    const { url } = await start({ headersTimeout: 300, requestTimeout: 300 });
    const slow = await Promise.all([
      raw(url, 'POST / HTTP/1.1\r\nHost: x\r\n'),
      raw(url, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{'),
    ]);
    for (const answer of slow) expect(answer).toMatch(/^(HTTP\/1.1 408|$)/);
  });

  it('says which port is taken', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    const second = createHttpServer({ logger });
    open.push(second);
    await expect(listen(second, { host: '127.0.0.1', port })).rejects.toThrow(
      `port ${port} on 127.0.0.1 is taken`,
    );
  });

  it('goes on answering while it drains, and asks clients to leave', async () => {
    const { url, drain } = await start();
    const closing = drain.close();
    const answer = await fetch(`${url}/nowhere`);
    expect(drain.draining).toBe(true);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('connection')).toBe('close');
    await closing;
    await expect(fetch(url)).rejects.toThrow();
  });

  it('answers on a connection that it has just accepted when it stops accepting', async () => {
    const { server, url, drain } = await start({}, 500);
    const accepted = once(server.server, 'connection');
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await accepted;
    const closing = drain.close();
    await expect.poll(() => server.server.listening, { interval: 5, timeout: 5_000 }).toBe(false);
    socket.write('GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(String(answer)).toMatch(/^HTTP\/1.1 404[^]*connection: close/);
    await closing;
  });

  it('answers on connections that wait to be accepted when it stops accepting', async () => {
    const { server, url, drain } = await start();
    const closing = drain.close();
    await sleep(10);
    const answers = Array.from({ length: 20 }, () =>
      raw(url, 'GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n').catch(String),
    );
    // The drain time passes before the server has a turn of the event loop in which to accept them.
    const end = performance.now() + 100;
    while (performance.now() < end);
    expect(server.server.listening).toBe(true);
    for (const answer of await Promise.all(answers)) expect(answer).toMatch(/^HTTP\/1.1 404/);
    await closing;
  });
});
