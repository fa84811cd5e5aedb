import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fetchText } from './fetch-text.js';

let server: Server;
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  server = createServer((_request, response) => answer(response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const fetchUpTo = (maxBytes: number, timeoutMs = 20_000) =>
  fetchText(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    headers: {},
    timeoutMs,
    maxBytes,
  });

it('limits bytes, of which a character may have several', async () => {
  answer = (response) => response.end('é'.repeat(50));
  expect((await fetchUpTo(100)).text).toBe('é'.repeat(50));
  await expect(fetchUpTo(99)).rejects.toThrow('the answer is larger than 99 bytes');
});

it('keeps a character whole whose bytes come one after the other', async () => {
  answer = (response) => {
    const [first, ...rest] = Buffer.from('é');
    response.write(Buffer.of(first ?? 0));
    setTimeout(() => response.end(Buffer.from(rest)), 50);
  };
  expect((await fetchUpTo(2)).text).toBe('é');
});

it('does not read on beyond its limit', async () => {
  let closed = false;
  answer = (response) => {
    response.on('close', () => (closed = true));
    const send = () => {
      while (!closed && response.write('x'.repeat(10_000)));
      response.once('drain', send);
    };
    send();
  };
  await expect(fetchUpTo(100_000)).rejects.toThrow('larger than');
  await expect.poll(() => closed).toBe(true);
});

it('gives up on an answer that does not end', async () => {
  answer = (response) => response.write('the beginning');
  await expect(fetchUpTo(100, 100)).rejects.toThrow('timeout');
});

it('follows no redirect', async () => {
  answer = (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end('elsewhere');
  expect(await fetchUpTo(100)).toMatchObject({ status: 302, text: 'elsewhere' });
});
