import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The fate of one request and its answer on their way. */
export type Fate =
  | { readonly kind: 'pass' }
  /** The request is lost, and the connection with it. */
  | { readonly kind: 'reset' }
  /** The request takes effect; its answer is lost, and the connection with it. */
  | { readonly kind: 'drop answer' }
  /** The request takes effect; its answer never comes, and nobody is told. */
  | { readonly kind: 'swallow answer' }
  /** The answer comes late. */
  | { readonly kind: 'delay answer'; readonly ms: number }
  /** The request itself comes late, when its sender has long given up. */
  | { readonly kind: 'delay request'; readonly ms: number };

/** A TCP proxy that does to requests what networks do. */
export interface FaultProxy {
  readonly port: number;
  /** Decides on each request; everything passes until it is set. */
  fate: () => Fate;
  /** Where requests go from now on; connections to where they went before are cut. */
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

/** Requests follow one another on a connection, each after the answer to the one before it. */
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
  // A sender that gives up does not take back what it has sent.
  client.on('close', () => {
    const late = fate.kind === 'delay request' ? fate.ms + 1_000 : 0;
    setTimeout(() => upstream.end(), late).unref();
  });
  upstream.on('close', () => client.destroy());
}
