import { chmodSync, lstatSync, rmSync } from 'node:fs';
import type { AddressInfo, ListenOptions, Server } from 'node:net';
import { fitsSocket, MAX_SOCKET_PATH_BYTES, socketUri } from './address.js';

export interface Address {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1: there is no authentication, so keep it on loopback. */
  readonly host?: string;
  /**
   * Listens on a Unix socket at this path, and on no port. Only its owner can connect. Keep it in the data directory, which is
   * closed to others too.
   */
  readonly socket?: string;
}

/** Listens, and resolves to where. */
export async function listenOn(server: Server, address: Address): Promise<{ uri: string; port: number }> {
  const { port = 0, host = '127.0.0.1', socket } = address;
  if (socket === undefined) {
    await listen(server, { port, host }, `${host}:${port}`);
    const bound = (server.address() as AddressInfo).port;
    return { uri: `mongodb://${host}:${bound}`, port: bound };
  }
  if (!fitsSocket(socket))
    throw new Error(
      `the path of the socket ${socket} is longer than ${MAX_SOCKET_PATH_BYTES} bytes: choose a shorter one, or a port`,
    );
  removeStale(socket);
  await listen(server, { path: socket }, socket);
  chmodSync(socket, 0o600);
  return { uri: socketUri(socket), port: 0 };
}

/** A socket that a killed server left behind: the lock of the data directory says that no other uses it. */
function removeStale(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true) rmSync(path);
}

function listen(server: Server, options: ListenOptions, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'it is already in use' : error.message;
      reject(new Error(`cannot listen on ${name}: ${reason}`, { cause: error }));
    });
    server.listen(options, resolve);
  });
}
