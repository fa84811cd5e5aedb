import type { IncomingMessage, ServerResponse } from 'node:http';

/** Limits the memory of all large bodies that are being read or processed. */
export interface HeldBodies {
  /** Reserves memory for a request's body until its answer is finished or `releaseBody` is called. @returns false when none is left */
  hold(request: IncomingMessage, response: ServerResponse): boolean;
}

/** The functions that give the memory of requests back, by the response. */
const releases = new WeakMap<ServerResponse, () => void>();

/** Gives the memory of a request's body back before the end of its answer, which may go on for hours. */
export function releaseBody(response: ServerResponse): void {
  releases.get(response)?.();
}

/** Below this size, in bytes, the connection costs more than the body. */
const SMALL = 16 * 1024;

/**
 * A client may send a body of the maximum size as slowly as its time limit allows, and a thousand of these at once
 * would all be held in memory. So their total size is limited too, and a request beyond it is refused before its body
 * is read.
 *
 * @param total the limit for all bodies, in bytes
 * @param each the limit for one body, in bytes, which is reserved for a body of unknown length
 */
export function createHeldBodies(total: number, each: number): HeldBodies {
  let held = 0;
  return {
    hold({ headers }, response) {
      const { 'content-length': length, 'transfer-encoding': encoding } = headers;
      const size = encoding === undefined ? Number(length ?? 0) : each;
      if (size <= SMALL || size > each) return true;
      if (held + size > total) return false;
      held += size;
      const release = () => {
        if (releases.delete(response)) held -= size;
      };
      releases.set(response, release);
      response.once('close', release);
      return true;
    },
  };
}
