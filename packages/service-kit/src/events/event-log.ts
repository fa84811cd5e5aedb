import type { ServiceEvent } from './event.js';

/** A position in a log: after one event and before the next. Only the log interprets it. */
export type Cursor = string;

/** An event with its position in the log. */
export interface LoggedEvent {
  /** The position after the event: a reader that has handled it continues here. */
  readonly cursor: Cursor;
  readonly event: ServiceEvent;
}

/**
 * The events that a service has published, oldest first, for a limited time. No event ever appears before a cursor that
 * a reader already has, so a reader that continues from its cursor misses none.
 */
export interface EventLog {
  /** The position after the newest event. */
  head(): Promise<Cursor>;
  /**
   * The next events after a cursor, at most `limit`; none when there is no newer one.
   *
   * @throws CursorExpired when events after the cursor are no longer kept
   */
  read(after: Cursor, limit: number): Promise<readonly LoggedEvent[]>;
  /** Resolves when the signal is aborted, or when there may be events after the cursor. A false alarm is possible. */
  changed(after: Cursor, signal: AbortSignal): Promise<void>;
}

/** The log to which a service's relay writes. */
export interface EventStore extends EventLog {
  /**
   * Appends events in their order. Skips events that the log already has, so repeating a call changes nothing.
   */
  append(events: readonly ServiceEvent[]): Promise<void>;
  /** Removes the events published before a time, except the newest event of the log. */
  prune(before: Date): Promise<void>;
  /** Closes the log's own connections. */
  close(): void;
}

/** Events after the cursor were removed, so the reader has to start again from the current entities. */
export class CursorExpired extends Error {
  constructor(cursor: Cursor) {
    super(`the events after cursor ${cursor} are no longer kept: read again from the start`);
    this.name = 'CursorExpired';
  }
}

/** The number in a cursor. Later events have higher numbers. */
export function positionOf(cursor: Cursor): number {
  if (!/^\d{1,15}$/.test(cursor)) throw new CursorExpired(cursor);
  return Number(cursor);
}
