import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The fate of a request and its answer. */
export type Fate =
  | { readonly kind: 'pass' }
  /** The request is lost and the connection is reset. */
  | { readonly kind: 'reset' }
  /** The request takes effect, but its answer is lost and the connection is reset. */
  | { readonly kind: 'drop answer' }
  /** The request takes effect, but its answer never arrives and the connection stays open. */
  | { readonly kind: 'swallow answer' }
  /** The answer is late. */
  | { readonly kind: 'delay answer'; readonly ms: number }
  /** The request is late: it arrives after its sender has given up. */
  | { readonly kind: 'delay request'; readonly ms: number };

/** A TCP proxy that loses and delays requests and answers, as networks do. */
export interface FaultProxy {
  readonly port: number;
  /** Decides the fate of each request. The default lets all requests pass. */
  fate: () => Fate;
  /** Sends requests to another port from now on, and closes all existing connections. */
  retarget(port: number): void;
  close(): Promise<void>;
}

export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  let target = targetPort;
  const pairs = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      pairs.add(socket);
      socket.on('close', () => pairs.delete(socket));
      socket.on('error', () => socket.destroy());
    }
    relay(client, upstream, () => proxy.fate());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    port: (server.address() as AddressInfo).port,
    fate: () => ({ kind: 'pass' }),
    retarget(port) {
      target = port;
      for (const socket of pairs) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of pairs) socket.destroy();
      }),
  };
  return proxy;
}

/** Relays one connection, on which each request follows the answer to the one before. */
function relay(client: Socket, upstream: Socket, decide: () => Fate): void {
  let fate: Fate = { kind: 'pass' };
  let answering = true;
  client.on('data', (chunk) => {
    if (answering) fate = decide();
    answering = false;
    if (fate.kind === 'reset') client.resetAndDestroy();
    else if (fate.kind === 'delay request') setTimeout(() => upstream.write(chunk), fate.ms);
    else upstream.write(chunk);
  });
  upstream.on('data', (chunk) => {
    answering = true;
    if (fate.kind === 'drop answer') client.resetAndDestroy();
    else if (fate.kind === 'delay answer') setTimeout(() => client.write(chunk), fate.ms);
    else if (fate.kind !== 'swallow answer') client.write(chunk);
  });
  // A request that was sent still arrives after its sender has given up.
  client.on('close', () => {
    const late = fate.kind === 'delay request' ? fate.ms + 1_000 : 0;
    setTimeout(() => upstream.end(), late).unref();
  });
  upstream.on('close', () => client.destroy());
}
