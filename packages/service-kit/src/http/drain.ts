import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Ends a server without losing a request. */
export interface Drain {
  /** Whether the end has begun: readiness says no from then on. */
  readonly draining: boolean;
  /**
   * Goes on answering for the drain time, asking each client to close its connection, then closes. A server that
   * closes at once resets requests that reuse a connection at that moment.
   */
  close(): Promise<void>;
}

/** @param drainMs how long the server goes on answering, in milliseconds */
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
