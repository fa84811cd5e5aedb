import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { AgingPool } from './aging-pool.js';

let close: () => Promise<void> = () => Promise.resolve();
afterEach(() => close());

/** A server that answers after 5 ms, a pool to it, and the server's connections. */
async function start(ageMs: number) {
  const sockets = { opened: 0, open: new Set<Socket>() };
  const server: Server = createServer((_request, response) => void setTimeout(() => response.end('ok'), 5));
  server.on('connection', (socket) => {
    sockets.opened += 1;
    sockets.open.add(socket);
    socket.on('close', () => sockets.open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const pool = new AgingPool(`http://127.0.0.1:${port}`, { connections: 4 }, ageMs);
  close = async () => {
    await pool.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const ask = async () => {
    const { body } = await pool.at(performance.now()).request({ path: '/', method: 'GET' });
    return body.text();
  };
  return { sockets, pool, ask };
}

it('replaces its connections under load without losing a request', async () => {
  const { sockets, ask } = await start(100);
  let running = true;
  const answers = new Set<string>();
  const load = Array.from({ length: 4 }, async () => {
    while (running) answers.add(await ask());
  });
  await expect.poll(() => sockets.opened).toBeGreaterThan(20);
  running = false;
  await Promise.all(load);
  expect([...answers]).toEqual(['ok']);
});

it('closes the old connections', async () => {
  const { sockets, ask } = await start(50);
  await Promise.all(Array.from({ length: 4 }, ask));
  const old = [...sockets.open];
  expect(old).toHaveLength(4);
  await expect
    .poll(async () => {
      await ask();
      return old.some((socket) => sockets.open.has(socket));
    })
    .toBe(false);
});

it('opens no connection after it was destroyed', async () => {
  const { sockets, pool, ask } = await start(1);
  await ask();
  await pool.destroy();
  await new Promise((resolve) => setTimeout(resolve, 10));
  await expect(ask()).rejects.toThrow();
  expect(sockets.opened).toBe(1);
});
