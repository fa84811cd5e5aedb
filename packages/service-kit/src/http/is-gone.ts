import type { Socket } from 'node:net';

/**
 * Whether a client has closed its connection. Node ends its own side as soon as it reads that, and emits `close` some
 * turns of the event loop later, in each of which a busy process does much.
 */
export function isGone({ destroyed, writableEnded }: Pick<Socket, 'destroyed' | 'writableEnded'>): boolean {
  return destroyed || writableEnded;
}
