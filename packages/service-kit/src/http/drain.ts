import { once } from 'node:events';
import { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Stops a server without losing a request. */
export interface Drain {
  /** Whether the server is stopping: it is not ready from then on. */
  readonly draining: boolean;
  /**
   * Continues to answer for the drain time, with `connection: close` on each answer. Then it accepts no more connections,
   * waits for a request on each of those that it has just accepted, and closes. A server that closes at once resets
   * requests that are on their way at that moment.
   */
  close(): Promise<void>;
}

/** How long a connection without a request stays open after the server stops accepting, in milliseconds. */
const MAX_IDLE_MS = 500;

/** @param drainMs how long the server continues to answer and to accept connections, in milliseconds */
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
      await stopAccepting(server, Math.min(drainMs, MAX_IDLE_MS));
      await server.close();
    },
  };
}

/** Resolves when no connection is left, or after `idleMs` milliseconds. */
async function stopAccepting({ server }: FastifyInstance, idleMs: number): Promise<void> {
  if (idleMs === 0 || !server.listening) return;
  const waiting = new AbortController();
  const empty = once(server, 'close', { signal: waiting.signal });
  // An HTTP server's own `close` also ends idle connections, on which a request may be arriving.
  Server.prototype.close.call(server);
  await Promise.race([empty, sleep(idleMs, undefined, { signal: waiting.signal })]);
  waiting.abort();
}
