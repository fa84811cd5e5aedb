import type { Socket } from 'node:net';

/** Whether nothing has been written to a connection yet: its first request is not answered. */
export function isNewConnection({ bytesWritten }: Pick<Socket, 'bytesWritten'>): boolean {
  return bytesWritten === 0;
}

/**
 * Calls `action` after Node has read from the connections once more, and so knows whether the client of the request at
 * hand has disconnected. Node accepts one connection in each turn of the event loop. So while many arrive, a request on a
 * new connection may be read long after its client sent it and disconnected, and the disconnection is read one turn
 * after the request. The first `setImmediate` runs before that turn, the second at its end.
 */
export function afterNextRead(action: () => void): void {
  setImmediate(() => void setImmediate(action));
}
