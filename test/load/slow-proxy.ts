import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

/** A TCP proxy that can delay all answers. */
export interface SlowProxy extends TcpProxy {
  readonly url: string;
  /** In milliseconds, for what is received from now on. */
  delayMs: number;
}

/** @param url the service behind it */
export async function startSlowProxy(url: string): Promise<SlowProxy> {
  const { hostname, port, pathname } = new URL(url);
  const proxy = await startTcpProxy({ host: hostname, port: Number(port) }, (client, peer) => {
    client.pipe(peer);
    peer.on('data', (data) => void setTimeout(() => client.write(data), slow.delayMs));
  });
  const slow = { ...proxy, url: `http://127.0.0.1:${proxy.port}${pathname}`, delayMs: 0 };
  return slow;
}
