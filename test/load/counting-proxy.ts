import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';

/** A TCP proxy that counts the packets that its clients send. */
export interface CountingProxy {
  readonly port: number;
  /** The number of packets so far: about one for each request. */
  readonly sent: number;
  close(): Promise<void>;
}

export async function startCountingProxy(target: NetConnectOpts): Promise<CountingProxy> {
  let sent = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const peer = connect(target);
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
      socket.pipe(other);
    }
    client.on('data', () => (sent += 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get sent() {
      return sent;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
