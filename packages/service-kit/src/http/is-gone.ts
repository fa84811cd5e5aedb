import type { Socket } from 'node:net';

/**
 * Whether a client has closed its connection. Node ends its own side as soon as it reads that. The event `close` follows
 * some turns of the event loop later, which can take long in a busy process.
 */
export function isGone({ destroyed, writableEnded }: Pick<Socket, 'destroyed' | 'writableEnded'>): boolean {
  return destroyed || writableEnded;
}
