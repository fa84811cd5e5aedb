import { Server } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
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

/** A step of closing a port. */
export type ClosingStep = 'quiet' | 'closed';

/**
 * Resolves when all processes that stop now and share the port have come to a step. The last one of them closes the
 * port: until then, none may answer clients, which would connect again.
 */
export type MeetOthers = (step: ClosingStep) => Promise<void>;

/** How long a connection without a request stays open after the server stops accepting, in milliseconds. */
const MAX_IDLE_MS = 500;

/**
 * How long no connection must have arrived before the port is closed, in milliseconds. Clients that have just received an
 * answer with `connection: close` connect again within that time, and so do those on their way to another process.
 */
const QUIET_MS = 100;

/** How long requests wait for the port to be closed at a quiet moment, in milliseconds. */
const MAX_UNQUIET_MS = 1_000;

/** How long the port then stays open for a turn of the event loop without a new connection, in milliseconds. */
const MAX_UNQUIET_TURNS_MS = 500;

/**
 * @param drainMs how long the server continues to answer and to accept connections, in milliseconds
 * @param meetOthers undefined when no other process shares the port
 */
export function createDrain(server: FastifyInstance, drainMs: number, meetOthers?: MeetOthers): Drain {
  let draining = false;
  /** Requests that arrived while the server drains, and have not ended. */
  let atWork = 0;
  /** Set while the port is being closed. Requests wait for it, so that their clients do not connect again meanwhile. */
  let closing: Promise<unknown> | undefined;
  server.addHook('onRequest', (_request, reply, done) => {
    if (draining) void reply.header('connection', 'close');
    if (closing !== undefined) {
      void closing.then(() => done());
      return;
    }
    if (draining) {
      atWork += 1;
      reply.raw.once('close', () => void (atWork -= 1));
    }
    done();
  });
  return {
    get draining() {
      return draining;
    },
    async close() {
      draining = true;
      await sleep(drainMs);
      if (drainMs > 0 && server.server.listening) {
        const closed = closePort(server.server, () => atWork, meetOthers);
        closing = closed;
        await Promise.race([
          (await closed).empty,
          sleep(Math.min(drainMs, MAX_IDLE_MS), undefined, { ref: false }),
        ]);
      }
      await server.close();
    },
  };
}

/**
 * Closes the port while no connection waits to be accepted: the system resets those that do.
 *
 * @returns a promise that resolves when no connection is left
 */
async function closePort(
  server: Server,
  countAtWork: () => number,
  meetOthers: MeetOthers | undefined,
): Promise<{ readonly empty: Promise<void> }> {
  await untilQuiet(server, countAtWork);
  await meetOthers?.('quiet');
  // An HTTP server's own `close` also ends idle connections, on which a request may be arriving.
  const empty = new Promise<void>((resolve) => void Server.prototype.close.call(server, () => resolve()));
  await meetOthers?.('closed');
  return { empty };
}

/**
 * Resolves in a turn of the event loop without a new connection: Node accepts one in each turn, so none waits then. No
 * client that still waits for an answer will connect again.
 */
async function untilQuiet(server: Server, countAtWork: () => number): Promise<void> {
  const end = performance.now() + MAX_UNQUIET_MS;
  let connections = 0;
  const count = () => void (connections += 1);
  server.on('connection', count);
  let [seen, quietSince] = [connections, performance.now()];
  for (;;) {
    await nextTurn();
    const now = performance.now();
    if (connections > seen) [seen, quietSince] = [connections, now];
    else if (now >= end || (countAtWork() === 0 && now - quietSince >= QUIET_MS)) break;
    if (now >= end + MAX_UNQUIET_TURNS_MS) break;
  }
  server.off('connection', count);
}
