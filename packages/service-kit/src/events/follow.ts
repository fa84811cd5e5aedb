import { pause } from '../concurrency/pause.js';
import type { Logger } from '../logger.js';
import type { ServiceEvent } from './event.js';
import { CursorExpired, positionOf, type Cursor, type EventLog, type LoggedEvent } from './event-log.js';

/** The events to follow. An omitted condition matches all events. */
export interface FollowOptions {
  /** The ids of the entities. */
  readonly subjects?: readonly string[] | undefined;
  /** The user who owns the entities. */
  readonly owner?: string | undefined;
  readonly types?: readonly string[] | undefined;
  /** Continue after this position instead of the current one. */
  readonly after?: Cursor | undefined;
  /** Stops following. */
  readonly signal: AbortSignal;
}

/** Follows the log of a service for many followers in the process. */
export interface Following {
  /**
   * The events from now on, or after a cursor, until the signal is aborted. The caller must iterate it or abort the
   * signal.
   *
   * @throws CursorExpired while iterating, when the events after the cursor are no longer kept or are too many
   * @throws FollowerTooSlow while iterating, when too many events wait for the follower
   */
  follow(options: FollowOptions): AsyncIterable<LoggedEvent>;
  /** Ends all followers without an error. */
  stop(): Promise<void>;
}

/** A follower takes its events more slowly than they arrive. */
export class FollowerTooSlow extends Error {
  constructor() {
    super(`more than ${MAX_WAITING} events wait to be taken`);
    this.name = 'FollowerTooSlow';
  }
}

/** The maximum number of events that wait for one follower. */
const MAX_WAITING = 1_000;

/** The maximum number of events in one read of the log. */
const MAX_READ = 500;

/** The maximum number of events that are read again for a returning follower. */
const MAX_CATCH_UP = 10_000;

/** The delay after a failed read, in milliseconds. */
const RETRY_MS = 1_000;

interface Follower {
  readonly options: FollowOptions;
  push(event: LoggedEvent): void;
  fail(error: unknown): void;
  end(): void;
  /** The next event; undefined at the end. */
  next(): Promise<LoggedEvent | undefined>;
}

/**
 * Creates a following in which one reader of the log serves all followers of the process, so that their number does not
 * affect the load on the log. The reader runs while there are followers.
 */
export function createFollowing(log: EventLog, logger: Logger): Following {
  const audience = createAudience();
  let reader: { readonly position: Promise<Cursor>; readonly stop: () => Promise<void> } | undefined;

  function begin(): Promise<Cursor> {
    const head = log.head();
    // Callers that await it handle its failure. Without such a caller, the rejection would be unhandled.
    head.catch(() => undefined);
    return head;
  }

  function startReader() {
    const stopping = new AbortController();
    const state = { position: begin() };
    const running = (async () => {
      while (!stopping.signal.aborted && audience.size > 0) {
        try {
          const after = await state.position;
          const events = await log.read(after, MAX_READ);
          for (const each of events) {
            state.position = Promise.resolve(each.cursor);
            audience.tell(each);
          }
          if (events.length === 0) await log.changed(after, stopping.signal);
        } catch (error) {
          logger.warn({ err: error }, 'events cannot be followed now');
          const isLost = error instanceof CursorExpired;
          if (isLost) {
            // Those who follow again begin here, so that none of them misses an event from now on.
            state.position = begin();
            // The events since the lost position are unknown, so every follower fails.
            audience.fail(error);
          }
          await pause(RETRY_MS, stopping.signal);
          if (await isRejected(state.position)) state.position = begin();
        }
      }
      reader = undefined;
    })();
    return {
      get position() {
        return state.position;
      },
      async stop() {
        stopping.abort();
        await running;
      },
    };
  }

  return {
    follow(options) {
      const follower = createFollower(options);
      audience.add(follower);
      reader ??= startReader();
      const start = reader.position;
      const leave = () => {
        audience.remove(follower);
        follower.end();
        options.signal.removeEventListener('abort', leave);
      };
      options.signal.addEventListener('abort', leave);
      if (options.signal.aborted) leave();
      return leaving(iterate(log, follower, start), leave);
    },
    async stop() {
      audience.end();
      await reader?.stop();
    },
  };
}

async function isRejected(promise: Promise<unknown>): Promise<boolean> {
  return promise.then(
    () => false,
    () => true,
  );
}

/** The events that the follower missed, then the new ones. */
async function* iterate(
  log: EventLog,
  follower: Follower,
  start: Promise<Cursor>,
): AsyncGenerator<LoggedEvent, void> {
  const { after } = follower.options;
  if (after !== undefined) yield* catchUp(log, follower.options, after, await start);
  for (;;) {
    const event = await follower.next();
    if (event === undefined) return;
    // The follower may come from a process that was ahead of this one's reader.
    if (after === undefined || positionOf(event.cursor) > positionOf(after)) yield event;
  }
}

async function* catchUp(
  log: EventLog,
  options: FollowOptions,
  after: Cursor,
  until: Cursor,
): AsyncGenerator<LoggedEvent, void> {
  // A position that the log does not have, such as one of another log, is refused here.
  if (positionOf(after) > positionOf(until)) await log.read(after, 1);
  let position = after;
  let count = 0;
  while (positionOf(position) < positionOf(until) && !options.signal.aborted) {
    const events = await log.read(position, MAX_READ);
    count += events.length;
    if (count > MAX_CATCH_UP) throw new CursorExpired(after);
    for (const each of events) {
      if (positionOf(each.cursor) > positionOf(until)) return;
      if (matches(options, each.event)) yield each;
    }
    position = events.at(-1)?.cursor ?? until;
  }
}

/** A generator that was never started runs no `finally`, so this wrapper removes the follower. */
function leaving(
  events: AsyncGenerator<LoggedEvent, void>,
  leave: () => void,
): AsyncIterableIterator<LoggedEvent> {
  return {
    async next() {
      try {
        const result = await events.next();
        if (result.done === true) leave();
        return result;
      } catch (error) {
        leave();
        throw error;
      }
    },
    async return() {
      leave();
      await events.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function createFollower(options: FollowOptions): Follower {
  const waiting: LoggedEvent[] = [];
  let outcome: { readonly error?: unknown } | undefined;
  let notify: () => void = () => undefined;
  const finish = (result: { readonly error?: unknown }) => {
    outcome ??= result;
    notify();
  };
  return {
    options,
    push(event) {
      if (outcome !== undefined) return;
      if (waiting.length < MAX_WAITING) {
        waiting.push(event);
        notify();
        return;
      }
      waiting.length = 0;
      finish({ error: new FollowerTooSlow() });
    },
    fail: (error) => finish({ error }),
    end: () => finish({}),
    async next() {
      while (waiting.length === 0 && outcome === undefined) {
        await new Promise<void>((resolve) => (notify = resolve));
      }
      if (outcome !== undefined && 'error' in outcome) throw outcome.error;
      return outcome === undefined ? waiting.shift() : undefined;
    },
  };
}

/** All followers, indexed by what they follow: the cost of an event depends only on its own followers. */
function createAudience() {
  const all = new Set<Follower>();
  const byKey = new Map<string, Set<Follower>>();
  return {
    get size() {
      return all.size;
    },
    add(follower: Follower) {
      all.add(follower);
      for (const key of keysOf(follower.options)) {
        const group = byKey.get(key) ?? new Set();
        byKey.set(key, group.add(follower));
      }
    },
    remove(follower: Follower) {
      all.delete(follower);
      for (const key of keysOf(follower.options)) {
        const group = byKey.get(key);
        group?.delete(follower);
        if (group?.size === 0) byKey.delete(key);
      }
    },
    tell(logged: LoggedEvent) {
      const { subject, owner } = logged.event;
      for (const key of ['*', `subject ${subject}`, `owner ${owner ?? ''}`]) {
        for (const follower of byKey.get(key) ?? []) {
          if (matches(follower.options, logged.event)) follower.push(logged);
        }
      }
    },
    fail(error: unknown) {
      for (const follower of all) follower.fail(error);
    },
    end() {
      for (const follower of all) follower.end();
    },
  };
}

/** The index keys of a follower. One event matches at most one of them. */
function keysOf({ subjects, owner }: FollowOptions): readonly string[] {
  if (subjects !== undefined) return [...new Set(subjects)].map((subject) => `subject ${subject}`);
  return owner === undefined ? ['*'] : [`owner ${owner}`];
}

function matches({ subjects, owner, types }: FollowOptions, event: ServiceEvent): boolean {
  return (
    (subjects === undefined || subjects.includes(event.subject)) &&
    (owner === undefined || owner === event.owner) &&
    (types === undefined || types.includes(event.type))
  );
}
