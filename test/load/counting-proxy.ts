import type { NetConnectOpts } from 'node:net';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

/** A TCP proxy that counts the packets that its clients send. */
export interface CountingProxy extends TcpProxy {
  /** The number of packets so far: about one for each request. */
  readonly sent: number;
}

export async function startCountingProxy(target: NetConnectOpts): Promise<CountingProxy> {
  let sent = 0;
  const proxy = await startTcpProxy(target, (client, peer) => {
    client.pipe(peer).pipe(client);
    client.on('data', () => (sent += 1));
  });
  return {
    ...proxy,
    get sent() {
      return sent;
    },
  };
}
