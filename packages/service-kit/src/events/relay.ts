import { setTimeout as sleep } from 'node:timers/promises';
import { backoff, pause } from '../concurrency/pause.js';
import type { Logger } from '../logger.js';
import type { EventStore } from './event-log.js';
import type { Lease } from './lease.js';
import type { Outbox } from './outbox.js';
import { watchOutboxes } from './outbox-watch.js';
import type { RelayMetrics } from './relay-metrics.js';

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
  /** Publishes the remaining events and releases the lease. */
  stop(): Promise<void>;
}

/** The maximum number of entities in one batch. */
const MAX_BATCH = 200;

/** How long the relay waits after a change to batch further ones, in milliseconds. */
const GATHER_MS = 20;

/**
 * The minimum time between two publications, in milliseconds. Each costs several writes, whether it publishes one event
 * or a hundred, so under a steady stream of changes their number does not grow with the changes.
 */
const PUBLISH_EVERY_MS = 100;

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
  const watch = watchOutboxes(outboxes, stopping.signal);
  let publishAt = 0;
  let pruneAt = performance.now() + PRUNE_EVERY_MS;

  /** Returns whether there may be more to publish. */
  async function publish(): Promise<boolean> {
    let isFull = false;
    for (const outbox of watch.take()) {
      const pending = await outbox.pending(MAX_BATCH);
      if (pending.length === 0) continue;
      watch.noteEvents();
      // The lease is taken only when there is work, so that an idle service writes nothing.
      if (!(await lease.hold())) continue;
      publishAt = performance.now() + PUBLISH_EVERY_MS;
      const events = pending.flatMap((each) => each.events);
      await store.append(events);
      await outbox.confirm(pending);
      metrics.published(events);
      if (pending.length < MAX_BATCH) continue;
      watch.again(outbox);
      isFull = true;
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
        const isChanged = await watch.untilNext();
        if (isChanged) await pause(Math.max(GATHER_MS, publishAt - performance.now()), stopping.signal);
      } catch (error) {
        failures += 1;
        // The outboxes that were taken may still have events.
        watch.againAll();
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
    watch.againAll();
    while (await round());
    await lease.release();
  }

  return {
    async stop() {
      stopping.abort();
      // The next process publishes the remaining events, so a timeout loses none.
      await Promise.race([finish().catch(() => undefined), sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
    },
  };
}
