import { chmodSync, lstatSync, rmSync } from 'node:fs';
import type { AddressInfo, ListenOptions, Server } from 'node:net';
import { fitsSocket, MAX_SOCKET_PATH_BYTES, socketUri } from './address.js';

export interface Address {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1: there is no authentication, so keep it on loopback. */
  readonly host?: string;
  /**
   * A path for a Unix socket to listen on instead of a port. Only the owner of the process can connect. Keep it in the
   * data directory, which is closed to other users too.
   */
  readonly socket?: string;
}

/** Listens, and resolves to the address. */
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

/** Removes the socket of a killed server. The lock on the data directory guarantees that no other server uses it. */
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
