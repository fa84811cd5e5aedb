import { z } from 'zod';
import { abortAfter } from '../concurrency/abort-after.js';
import type { ServiceEvent } from './event.js';
import { CursorExpired, type Cursor, type EventLog } from './event-log.js';

/** Some events, and the position after them. */
export interface EventPage {
  readonly events: readonly ServiceEvent[];
  readonly cursor: Cursor;
  /** Whether there may be more of them already. */
  readonly hasMore: boolean;
}

export interface ReadOptions {
  /** The maximum number of events. */
  readonly limit: number;
  /** The wanted types of events. Default: all. */
  readonly types?: readonly string[] | undefined;
  /** How long to wait when there is no event, in milliseconds. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** All events of a service, preceded by a snapshot for new readers. */
export interface EventSource {
  /**
   * The next events after a cursor. Without a cursor, it begins with one snapshot event for each entity, from which a
   * reader can build its state; then follow the events since the start of the snapshot.
   *
   * @throws CursorExpired when events after the cursor are no longer kept
   */
  read(after: Cursor | undefined, options: ReadOptions): Promise<EventPage>;
}

/** The current entities of one kind. */
export interface SnapshotSource {
  /** The types of its snapshot events. */
  readonly types: readonly string[];
  /** The snapshot events of at most `limit` entities whose ids are greater than `afterId`, in the order of ids. */
  page(afterId: string, limit: number): Promise<readonly ServiceEvent[]>;
}

/** A position in a snapshot: the index of the kind of entity, the last id, and the log's position when it began. */
const placeSchema = z.tuple([z.int().min(0), z.string(), z.string().regex(/^\d{1,15}$/)]);
type Place = z.infer<typeof placeSchema>;

const SNAPSHOT = 's.';

/** Whether a reader at this cursor still reads the snapshot. */
export function isInSnapshot(cursor: Cursor | undefined): boolean {
  return cursor === undefined || cursor.startsWith(SNAPSHOT);
}

export function createEventSource(log: EventLog, snapshots: readonly SnapshotSource[]): EventSource {
  async function readSnapshot(
    [kind, afterId, head]: Place,
    { limit, types }: ReadOptions,
  ): Promise<EventPage> {
    const snapshot = snapshots[kind];
    if (snapshot === undefined) return { events: [], cursor: head, hasMore: false };
    const isWanted = types === undefined || snapshot.types.some((type) => types.includes(type));
    const events = isWanted ? await snapshot.page(afterId, limit) : [];
    const last = events.at(-1);
    const next: Place =
      last === undefined || events.length < limit ? [kind + 1, '', head] : [kind, last.subject, head];
    const hasMore = next[0] < snapshots.length;
    return { events: ofTypes(events, types), cursor: hasMore ? encode(next) : head, hasMore };
  }

  async function readLog(after: Cursor, { limit, types, waitMs, signal }: ReadOptions): Promise<EventPage> {
    const waiting = abortAfter(waitMs, signal);
    try {
      for (let cursor = after; ;) {
        const found = await log.read(cursor, limit);
        const events = ofTypes(
          found.map(({ event }) => event),
          types,
        );
        cursor = found.at(-1)?.cursor ?? cursor;
        if (events.length > 0 || waiting.signal.aborted)
          return { events, cursor, hasMore: found.length === limit };
        if (found.length === 0) await log.changed(cursor, waiting.signal);
      }
    } finally {
      waiting.end();
    }
  }

  return {
    async read(after, options) {
      if (after === undefined) return readSnapshot([0, '', await log.head()], options);
      return after.startsWith(SNAPSHOT) ? readSnapshot(decode(after), options) : readLog(after, options);
    },
  };
}

function ofTypes(events: readonly ServiceEvent[], types: readonly string[] | undefined) {
  return types === undefined ? events : events.filter(({ type }) => types.includes(type));
}

function encode(place: Place): Cursor {
  return SNAPSHOT + Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decode(cursor: Cursor): Place {
  try {
    return placeSchema.parse(
      JSON.parse(Buffer.from(cursor.slice(SNAPSHOT.length), 'base64url').toString('utf8')),
    );
  } catch {
    throw new CursorExpired(cursor);
  }
}
