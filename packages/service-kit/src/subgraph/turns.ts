import type { EventEmitter } from 'node:events';
import { isGone } from '../http/is-gone.js';
import { afterNextRead, isNewConnection } from '../http/new-connection.js';

/** The connection of a client, which may disconnect while its request waits. */
export type Client = Pick<EventEmitter, 'once' | 'off'> &
  Parameters<typeof isGone>[0] &
  Parameters<typeof isNewConnection>[0];

/** Ends a turn. */
export type EndTurn = () => void;

export interface TurnOptions {
  /** The number of requests that run at once. Default 16. */
  readonly atOnce?: number;
  /** A request that runs for longer no longer counts, in milliseconds. Default 250. */
  readonly longMs?: number;
}

/** Lets requests run in turn. */
export interface Turns {
  /** @returns the end of the turn that has begun; undefined when the client disconnected before */
  take(client: Client): EndTurn | Promise<EndTurn | undefined>;
}

interface Waiting {
  readonly client: Client;
  readonly begin: (end: EndTurn | undefined) => void;
  readonly leave: () => void;
}

/**
 * A process that begins all requests of a burst at once answers none of them for a while, not even a health probe. It
 * also cannot stop any of them when their clients disconnect, because each has its database commands queued by then. So
 * only some run at once; the others wait, and those whose clients disconnect are never begun. One that takes long waits
 * for something else than this process, and does not hold up others.
 */
export function createTurns({ atOnce = 16, longMs = 250 }: TurnOptions = {}): Turns {
  /** The times at which turns began, the oldest first. */
  const running = new Map<EndTurn, number>();
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | undefined;

  function begin(now: number): EndTurn {
    const end = () => {
      if (running.delete(end) && waiting.size > 0) beginNext();
    };
    running.set(end, now);
    return end;
  }

  function forgetLong(now: number): void {
    for (const [end, began] of running) {
      if (now - began < longMs) return;
      running.delete(end);
    }
  }

  function beginNext(): void {
    const now = performance.now();
    forgetLong(now);
    for (const next of waiting) {
      if (running.size >= atOnce) break;
      next.client.off('close', next.leave);
      if (isGone(next.client)) next.leave();
      else next.begin(begin(now));
      waiting.delete(next);
    }
    clearTimeout(timer);
    const [oldest] = running.values();
    timer =
      waiting.size === 0 || oldest === undefined
        ? undefined
        : setTimeout(beginNext, Math.max(1, oldest + longMs - now));
  }

  function take(client: Client): EndTurn | Promise<EndTurn | undefined> {
    const now = performance.now();
    if (running.size >= atOnce) forgetLong(now);
    if (running.size < atOnce && waiting.size === 0) return begin(now);
    return new Promise((resolve) => {
      const entry: Waiting = {
        client,
        begin: resolve,
        leave() {
          waiting.delete(entry);
          resolve(undefined);
        },
      };
      client.once('close', entry.leave);
      waiting.add(entry);
      if (timer === undefined) beginNext();
    });
  }

  return {
    take(client) {
      if (!isNewConnection(client)) return take(client);
      return new Promise((resolve) => {
        afterNextRead(() => resolve(isGone(client) ? undefined : take(client)));
      });
    },
  };
}
