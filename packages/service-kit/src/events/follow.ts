import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logger.js';
import type { ServiceEvent } from './event.js';
import { CursorExpired, positionOf, type Cursor, type EventLog, type LoggedEvent } from './event-log.js';

/** Which events to follow; a condition that is not given does not matter. */
export interface FollowOptions {
  /** The ids of entities. */
  readonly subjects?: readonly string[] | undefined;
  /** The user to whom the entities belong. */
  readonly owner?: string | undefined;
  readonly types?: readonly string[] | undefined;
  /** Continue after this event instead of from now on. */
  readonly after?: Cursor | undefined;
  /** Ends the following. */
  readonly signal: AbortSignal;
}

/** Follows the log of a service, from many places in the process at once. */
export interface Following {
  /**
   * The events from now on, or after a cursor, until the signal is aborted. It must be iterated or aborted.
   *
   * @throws CursorExpired while iterating, when the events after the cursor are no longer kept or are too many
   * @throws FollowerTooSlow while iterating, when too many events wait to be taken
   */
  follow(options: FollowOptions): AsyncIterable<LoggedEvent>;
  /** Ends every following without an error. */
  stop(): Promise<void>;
}

/** A follower does not take its events as quickly as they come. */
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

/** The maximum number of events of the log that are read again for a follower that comes back. */
const MAX_CATCH_UP = 10_000;

/** The delay after a failed read, in milliseconds. */
const RETRY_MS = 1_000;

interface Follower {
  readonly options: FollowOptions;
  push(event: LoggedEvent): void;
  fail(error: unknown): void;
  end(): void;
  /** Undefined at the end. */
  next(): Promise<LoggedEvent | undefined>;
}

/**
 * One reader of the log serves all followers of the process, so their number does not change the load on the log. It
 * runs while anyone follows.
 */
export function createFollowing(log: EventLog, logger: Logger): Following {
  const audience = createAudience();
  let reader: { readonly position: Promise<Cursor>; readonly stop: () => Promise<void> } | undefined;

  function begin(): Promise<Cursor> {
    const head = log.head();
    // Whoever awaits it handles its failure, and it may be that nobody does.
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
          // Without a position nobody can be told what happened meanwhile.
          if (isLost) audience.fail(error);
          await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
          if (isLost || (await isRejected(state.position))) state.position = begin();
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

/** Events that the follower missed, then those that come. */
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
    yield event;
  }
}

async function* catchUp(
  log: EventLog,
  options: FollowOptions,
  after: Cursor,
  until: Cursor,
): AsyncGenerator<LoggedEvent, void> {
  if (positionOf(until) - positionOf(after) > MAX_CATCH_UP) throw new CursorExpired(after);
  let position = after;
  while (positionOf(position) < positionOf(until) && !options.signal.aborted) {
    const events = await log.read(position, MAX_READ);
    for (const each of events) {
      if (positionOf(each.cursor) > positionOf(until)) return;
      if (matches(options, each.event)) yield each;
    }
    position = events.at(-1)?.cursor ?? until;
  }
}

/** A generator that was never started runs no `finally`, so leaving is done around it. */
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

/** All followers, found by what they follow: an event costs as much as it has followers. */
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

/** The keys under which a follower is found, none of which finds it twice for one event. */
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
