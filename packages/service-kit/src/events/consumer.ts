import { backoff, pause } from '../concurrency/pause.js';
import { isDatabaseUnavailable } from '../database/unavailable.js';
import type { Logger } from '../logger.js';
import type { ConsumerMetrics } from './consumer-metrics.js';
import type { ConsumerState } from './consumer-state.js';
import type { ServiceEvent } from './event.js';
import { CursorExpired } from './event-log.js';
import type { EventSource } from './event-source.js';
import type { Lease } from './lease.js';

/** The reaction of a service to events. */
export interface EventHandler {
  /** A permanent name: the cursor and the dead letters are stored under it. */
  readonly name: string;
  /** The types of events that it handles. */
  readonly types: readonly string[];
  /**
   * Handles events, those of one entity in their order. An event may be repeated, even after later ones of the same
   * entity, so handling must be idempotent: compare the event's revision with the last handled one in the same update.
   * When it fails, the events are handled again one by one.
   */
  handle(events: readonly ServiceEvent[]): Promise<void>;
  /**
   * How long the consumer waits after events so that more of them are handled together, in milliseconds. Default: it does
   * not wait. A consumer that is behind does not wait either.
   *
   * @param handledMs how long the handling of the last events took
   */
  readonly gatherMs?: (handledMs: number) => number;
  /** Discards all state that was built from events. */
  reset(): Promise<void>;
  /** Called between events, at least every few seconds, by the one process that consumes them. Default: nothing. */
  maintain?(): Promise<void>;
}

export interface ConsumerOptions {
  readonly handler: EventHandler;
  readonly source: EventSource;
  readonly state: ConsumerState;
  readonly lease: Lease;
  readonly metrics: ConsumerMetrics;
  readonly logger: Logger;
  /**
   * The delays between attempts to handle one event, in milliseconds. After the last attempt it becomes a dead letter.
   */
  readonly retryMs?: readonly number[];
}

export interface Consumer {
  stop(): Promise<void>;
}

const MAX_PAGE = 500;

/**
 * How long one read waits for an event, in milliseconds. Requests of an operator, to replay or to rebuild, wait for the
 * end of a read.
 */
const WAIT_MS = 1_000;

/** How long a process without the lease waits before it tries to take it, in milliseconds. */
const STANDBY_MS = 1_000;

/** How many dead letters are replayed between two pages. */
const MAX_REPLAYS = 50;

const RETRY_MS = [50, 200, 1_000, 3_000];

/** The delay after a failure of the source or the database, doubling from `first` up to `most`, in milliseconds. */
const BACKOFF = { first: 200, most: 10_000 };

/**
 * Gives a handler each event at least once, and those of one entity in their order. The cursor is saved after the
 * events before it are handled, so a process that dies repeats a page and loses no event. An event that cannot be
 * handled becomes a dead letter, together with the later events of its entity, until an operator has it replayed.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const stopping = new AbortController();
  const running = run(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
      await options.lease.release().catch(() => undefined);
    },
  };
}

async function run(options: ConsumerOptions, signal: AbortSignal): Promise<void> {
  const { lease, logger, metrics, handler } = options;
  let failures = 0;
  let readAt = 0;
  while (!signal.aborted) {
    try {
      if (await lease.hold()) readAt = await consumePage(options, readAt, signal);
      else await pause(STANDBY_MS, signal);
      failures = 0;
    } catch (error) {
      if (isAborted(signal)) return;
      failures += 1;
      metrics.failed();
      logger.warn({ err: error, consumer: handler.name, failures }, 'events cannot be consumed now');
      await pause(backoff(BACKOFF, failures), signal);
    }
  }
}

/**
 * Does what an operator asked for, and consumes the next events once it is time for them.
 *
 * @param readAt when it is time, in milliseconds of `performance.now()`
 * @returns when it is time for the events after these
 */
async function consumePage(options: ConsumerOptions, readAt: number, signal: AbortSignal): Promise<number> {
  const { handler, source, state, metrics, logger } = options;
  const { cursor, generation, mustReset } = await state.load();
  if (mustReset) {
    await handler.reset();
    // The snapshot is newer than they are, and would wait behind them.
    await state.forgetDeadLetters();
    await state.noteReset(generation);
    return 0;
  }
  // An event that is read meanwhile would have to wait behind the dead letters of its entity.
  if (await replay(options, signal)) return readAt;
  await maintain(options);
  const leftMs = readAt - performance.now();
  if (leftMs > 0) {
    await pause(Math.min(leftMs, WAIT_MS), signal);
    return readAt;
  }
  try {
    const { types } = handler;
    const page = await source.read(cursor, { limit: MAX_PAGE, types, waitMs: WAIT_MS, signal });
    const began = performance.now();
    if (page.events.length > 0) await handlePage(options, page.events, signal);
    if (signal.aborted) return 0;
    const handledMs = performance.now() - began;
    if (page.cursor !== cursor) await state.save(generation, page.cursor);
    metrics.consumed(page.events);
    const isCaughtUp = page.events.length > 0 && !page.hasMore;
    return isCaughtUp ? performance.now() + (handler.gatherMs?.(handledMs) ?? 0) : 0;
  } catch (error) {
    if (!(error instanceof CursorExpired)) throw error;
    logger.warn({ err: error, consumer: handler.name }, 'a consumer starts again from a snapshot');
    await state.restart();
    return 0;
  }
}

async function handlePage(
  options: ConsumerOptions,
  events: readonly ServiceEvent[],
  signal: AbortSignal,
): Promise<void> {
  const { handler, state } = options;
  const parked = new Set(await state.parked(events.map(({ subject }) => subject)));
  if (parked.size === 0 && (await succeeds(handler.handle(events)))) return;
  for (const event of events) {
    if (signal.aborted) return;
    if (parked.has(event.subject)) await state.park(event, 'an earlier event of the entity is put aside', 0);
    else if (!(await handleOrPark(options, event, signal))) parked.add(event.subject);
  }
}

/** @throws when the database is unavailable, because the events are not the cause */
async function succeeds(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    return false;
  }
}

/**
 * Returns whether the event was handled. @throws when the database is unavailable, because the event is not the cause
 */
async function handleOrPark(
  { handler, state, logger, retryMs = RETRY_MS }: ConsumerOptions,
  event: ServiceEvent,
  signal: AbortSignal,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await handler.handle([event]);
      return true;
    } catch (error) {
      if (isDatabaseUnavailable(error) || signal.aborted) throw error;
      const delay = retryMs[attempt - 1];
      if (delay === undefined) {
        logger.error({ err: error, consumer: handler.name, eventId: event.id }, 'an event is put aside');
        await state.park(event, messageOf(error), attempt);
        return false;
      }
      await pause(delay * (1 - Math.random() / 2), signal);
    }
  }
}

/** A failure must not keep events waiting. */
async function maintain({ handler, logger }: ConsumerOptions): Promise<void> {
  try {
    await handler.maintain?.();
  } catch (error) {
    logger.warn({ err: error, consumer: handler.name }, 'the maintenance of a consumer failed');
  }
}

/** Returns whether there may be more dead letters to replay. */
async function replay({ handler, state }: ConsumerOptions, signal: AbortSignal): Promise<boolean> {
  const failed = new Set<string>();
  const letters = await state.replays(MAX_REPLAYS);
  for (const { _id, event } of letters) {
    if (signal.aborted) return false;
    // A later event of an entity waits for the earlier one.
    if (failed.has(event.subject)) continue;
    try {
      await handler.handle([event]);
      await state.revive(_id);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      failed.add(event.subject);
      await state.parkAgain({ _id, subject: event.subject }, messageOf(error));
    }
  }
  return letters.length === MAX_REPLAYS;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A function, because TypeScript assumes that a checked `signal.aborted` stays false during an `await`. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
