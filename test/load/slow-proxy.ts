import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy that can delay all answers. */
export interface SlowProxy {
  readonly url: string;
  /** In milliseconds, for what is received from now on. */
  delayMs: number;
  close(): void;
}

/** @param url the service behind it */
export async function startSlowProxy(url: string): Promise<SlowProxy> {
  const { hostname, port, pathname } = new URL(url);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const peer = connect(Number(port), hostname);
    for (const [socket, other] of [
      [client, peer],
      [peer, client],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    client.pipe(peer);
    peer.on('data', (data) => void setTimeout(() => client.write(data), proxy.delayMs));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    delayMs: 0,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
  return proxy;
}
