import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Stops a server without losing a request. */
export interface Drain {
  /** Whether the server is stopping: it is not ready from then on. */
  readonly draining: boolean;
  /**
   * Continues to answer for the drain time, with `connection: close` on each answer, and then closes. A server that
   * closes at once resets requests that reuse a connection at that moment.
   */
  close(): Promise<void>;
}

/** @param drainMs how long the server continues to answer, in milliseconds */
export function createDrain(server: FastifyInstance, drainMs: number): Drain {
  let draining = false;
  server.addHook('onRequest', async (_request, reply) => {
    if (draining) void reply.header('connection', 'close');
  });
  return {
    get draining() {
      return draining;
    },
    async close() {
      draining = true;
      await sleep(drainMs);
      await server.close();
    },
  };
}
