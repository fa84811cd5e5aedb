import { setTimeout as sleep } from 'node:timers/promises';
import { backoff, pause } from '../concurrency/pause.js';
import type { Logger } from '../logger.js';
import type { EventStore } from './event-log.js';
import type { Lease } from './lease.js';
import type { Outbox } from './outbox.js';
import { createPollInterval } from './poll-interval.js';
import type { RelayMetrics } from './relay-metrics.js';
import { createWake } from './wake.js';

/** All external effects of the relay. */
export interface RelayPorts {
  readonly outboxes: readonly Outbox[];
  readonly store: EventStore;
  readonly lease: Lease;
}

export interface RelayOptions {
  readonly ports: RelayPorts;
  readonly metrics: RelayMetrics;
  readonly logger: Logger;
  /** How long published events are kept, in milliseconds. */
  readonly keptMs: number;
}

/** Publishes the events in the outboxes of a service. */
export interface Relay {
  /** Publishes soon. Call it after a change. */
  wake(): void;
  /** Publishes the remaining events and releases the lease. */
  stop(): Promise<void>;
}

/** The maximum number of entities in one batch. */
const MAX_BATCH = 200;

/** How long the relay waits after a change to batch further ones, in milliseconds. */
const GATHER_MS = 20;

/** The delay after a failure, doubling from `first` up to `most`, in milliseconds. */
const BACKOFF = { first: 100, most: 10_000 };

/** How often old events are removed, in milliseconds. */
const PRUNE_EVERY_MS = 60_000;

/** How long a stopping process continues to publish, in milliseconds. */
const STOP_LIMIT_MS = 1_000;

/**
 * Publishes events at least once, and those of one entity in order. An event leaves its outbox only after the log has
 * it, so a process that ends at any step loses none: the next relay finds the event in the outbox, and the log skips it
 * if it already has it. A lease lets one process at a time work; a second one would only repeat the same work.
 */
export function startRelay({ ports, metrics, logger, keptMs }: RelayOptions): Relay {
  const { outboxes, store, lease } = ports;
  const stopping = new AbortController();
  const wake = createWake();
  const interval = createPollInterval();
  let pruneAt = performance.now() + PRUNE_EVERY_MS;

  /** Returns whether there may be more to publish. */
  async function publish(): Promise<boolean> {
    let isFull = false;
    for (const outbox of outboxes) {
      const pending = await outbox.pending(MAX_BATCH);
      if (pending.length === 0) continue;
      interval.noteChange();
      // The lease is taken only when there is work, so that an idle service writes nothing.
      if (!(await lease.hold())) continue;
      const events = pending.flatMap((each) => each.events);
      await store.append(events);
      await outbox.confirm(pending);
      metrics.published(events);
      isFull ||= pending.length === MAX_BATCH;
    }
    return isFull;
  }

  async function prune(): Promise<void> {
    if (performance.now() < pruneAt || !(await lease.hold())) return;
    pruneAt = performance.now() + PRUNE_EVERY_MS;
    await store.prune(new Date(Date.now() - keptMs));
  }

  async function round(): Promise<boolean> {
    const isFull = await publish();
    await prune();
    return isFull;
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        const isFull = await round();
        failures = 0;
        if (isFull) continue;
        const isWoken = await wake.pause(interval.ms, stopping.signal);
        if (isWoken) await sleep(GATHER_MS);
      } catch (error) {
        failures += 1;
        metrics.failed();
        logger.warn({ err: error, failures }, 'events cannot be published now');
        // Reduced by up to half at random, so that processes do not retry at the same time.
        await pause(backoff(BACKOFF, failures) * (1 - Math.random() / 2), stopping.signal);
      }
    }
  }

  const running = run();

  async function finish(): Promise<void> {
    await running;
    while (await round());
    await lease.release();
  }

  return {
    wake: () => wake.wake(),
    async stop() {
      stopping.abort();
      // The next process publishes the remaining events, so a timeout loses none.
      await Promise.race([finish().catch(() => undefined), sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
    },
  };
}
