import type mongoose from 'mongoose';
import { DURABLE } from '../database/concerns.js';
import { RELAY } from '../database/metrics.js';
import { isDuplicateKey } from '../database/duplicate-key.js';
import type { ServiceEvent } from './event.js';
import { CursorExpired, positionOf, type EventStore, type LoggedEvent } from './event-log.js';
import type { EventModel, StoredEvent } from './models/event.js';
import { createPollInterval } from './poll-interval.js';
import { createWake } from './wake.js';

type Collection = mongoose.mongo.Collection<StoredEvent>;

/** The maximum number of events that one command removes. */
const MAX_PRUNED = 10_000;

/** How many conflicts with other writers an append tolerates before it fails. */
const MAX_ATTEMPTS = 20;

/**
 * The log in a collection of the service's own database. An event's `_id` is its position, one more than the previous
 * position. That alone orders several writers: when a paused writer resumes and another has written meanwhile, its next
 * position is taken, so it can never insert an event before a reader's cursor. For the same reason the newest event is
 * never pruned.
 */
export function createDatabaseLog(events: EventModel): EventStore {
  const stored = events.collection as unknown as Collection;
  const wake = createWake();
  const interval = createPollInterval();
  let known: number | undefined;

  async function head(): Promise<number> {
    return (await endOf(stored, -1)) ?? 0;
  }

  async function insert(fresh: readonly ServiceEvent[]): Promise<void> {
    const after = known ?? (await head());
    known = undefined;
    const publishedAt = new Date();
    await stored.insertMany(
      fresh.map((event, index) => ({ _id: after + 1 + index, event, publishedAt })),
      { ordered: true, comment: RELAY },
    );
    known = after + fresh.length;
  }

  return {
    head: async () => String(await head()),
    async read(after, limit) {
      const position = positionOf(after);
      // Includes the event at the cursor, to detect that later ones were pruned.
      const found = await stored
        .find(
          { _id: { $gte: position } },
          { sort: { _id: 1 }, limit: limit + 1, comment: RELAY, readConcern: DURABLE },
        )
        .batchSize(limit + 2)
        .toArray();
      const [first] = found;
      const isKept =
        first === undefined ? position === 0 : first._id === position || first._id === position + 1;
      if (!isKept) throw new CursorExpired(after);
      const fresh = found.filter(({ _id }) => _id > position).slice(0, limit);
      if (fresh.length > 0) interval.noteChange();
      return fresh.map(toLogged);
    },
    async changed(_after, signal) {
      await wake.pause(interval.ms, signal);
    },
    async append(all) {
      let fresh = distinct(all);
      for (let attempt = 0; fresh.length > 0; attempt += 1) {
        try {
          await insert(fresh);
          break;
        } catch (error) {
          if (!isDuplicateKey(error) || attempt === MAX_ATTEMPTS) throw error;
          fresh = await findNew(stored, fresh);
        }
      }
      wake.wake();
    },
    prune: (before) => prune(stored, before),
    // The service closes its database connection itself.
    close: () => undefined,
  };
}

/** The position of the oldest event, with `order` 1, or of the newest, with -1. */
async function endOf(stored: Collection, order: 1 | -1): Promise<number | undefined> {
  const options = { projection: { _id: 1 }, sort: { _id: order }, limit: 1, comment: RELAY } as const;
  const [event] = await stored.find({}, { ...options, readConcern: DURABLE }).toArray();
  return event?._id;
}

/** Removes the events that were published before, in several commands, so that none exceeds its time limit. */
async function prune(stored: Collection, before: Date): Promise<void> {
  const end = await firstSince(stored, before);
  for (;;) {
    const oldest = await endOf(stored, 1);
    if (oldest === undefined || oldest >= end) return;
    await stored.deleteMany({ _id: { $lt: Math.min(end, oldest + MAX_PRUNED) } }, { comment: RELAY });
  }
}

/** The position of the first event that was published since, or of the newest event. */
async function firstSince(stored: Collection, time: Date): Promise<number> {
  let [low = 0, high = 0] = await Promise.all([endOf(stored, 1), endOf(stored, -1)]);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const options = { projection: { publishedAt: 1 }, sort: { _id: 1 }, limit: 1, comment: RELAY } as const;
    const [found] = await stored.find({ _id: { $gte: middle } }, options).toArray();
    if (found === undefined || found.publishedAt >= time) high = middle;
    else low = middle + 1;
  }
  return low;
}

function toLogged({ _id, event }: StoredEvent): LoggedEvent {
  return { cursor: String(_id), event };
}

function distinct(events: readonly ServiceEvent[]): readonly ServiceEvent[] {
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

async function findNew(
  stored: Collection,
  events: readonly ServiceEvent[],
): Promise<readonly ServiceEvent[]> {
  const ids = events.map(({ id }) => id);
  const found = await stored
    .find({ 'event.id': { $in: ids } }, { projection: { 'event.id': 1 }, comment: RELAY })
    .batchSize(ids.length + 1)
    .toArray();
  const known = new Set(found.map(({ event }) => event.id));
  return events.filter(({ id }) => !known.has(id));
}
