import type { Socket } from 'node:net';

/**
 * Whether a client has closed its connection. Node ends its own side as soon as it reads that. The event `close` follows
 * some turns of the event loop later, which can take long in a busy process.
 */
export function isGone({ destroyed, writableEnded }: Pick<Socket, 'destroyed' | 'writableEnded'>): boolean {
  return destroyed || writableEnded;
}

/** Whether nothing has been answered on a connection yet. */
export function isNew({ bytesWritten }: Pick<Socket, 'bytesWritten'>): boolean {
  return bytesWritten === 0;
}

/**
 * Calls `action` once Node has read whether the client of the request at hand has disconnected since. Node accepts one
 * connection in each turn of the event loop. So while many arrive, a request on a new connection may be read long after
 * it was sent and its client has gone, which Node reads one turn later.
 */
export function afterNextRead(action: () => void): void {
  setImmediate(() => void setImmediate(action));
}
