import type { IncomingMessage, ServerResponse } from 'node:http';

/** Keeps account of the large bodies that are being read or worked on. */
export interface HeldBodies {
  /** Sets memory aside for a request's body until its answer is over. @returns false when there is none left */
  hold(request: IncomingMessage, response: ServerResponse): boolean;
}

/** Below, what a connection costs is more than its body. In bytes. */
const SMALL = 16 * 1024;

/**
 * A body may be as large as the limit and as slow as the time for it, and whoever sends a thousand of these at once
 * has us hold a thousand. So what all of them may take together is limited too; one more is refused before it is read.
 *
 * @param total for all bodies, in bytes
 * @param each the largest a body may be, in bytes: what is set aside for one of unknown length
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
      response.once('close', () => (held -= size));
      return true;
    },
  };
}
