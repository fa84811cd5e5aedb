import type { ServiceEvent } from './event.js';

/** A place in a log: behind one event and before the next. Opaque to everyone but the log. */
export type Cursor = string;

/** An event with its place in the log. */
export interface LoggedEvent {
  /** The place behind the event: whoever has handled it continues from here. */
  readonly cursor: Cursor;
  readonly event: ServiceEvent;
}

/**
 * The events that a service has published, oldest first, for a limited time. An event never becomes visible before a
 * cursor that was given out, so a reader that continues from its cursor misses nothing.
 */
export interface EventLog {
  /** The place behind the newest event. */
  head(): Promise<Cursor>;
  /**
   * The next events after a cursor, at most `limit`; none when there is no newer one.
   *
   * @throws CursorExpired when events after the cursor are no longer kept
   */
  read(after: Cursor, limit: number): Promise<readonly LoggedEvent[]>;
  /** Resolves when there may be events after the cursor, which may be a false alarm, or when the signal is aborted. */
  changed(after: Cursor, signal: AbortSignal): Promise<void>;
}

/** Events after the cursor are gone, so the reader has to start again from the entities as they are now. */
export class CursorExpired extends Error {
  constructor(cursor: Cursor) {
    super(`the events after cursor ${cursor} are no longer kept: read again from the start`);
    this.name = 'CursorExpired';
  }
}

/** The cursor before the first event that a log ever had. */
export const FIRST_CURSOR: Cursor = '0';

/** The number in a cursor: events of a log are numbered without gaps. */
export function positionOf(cursor: Cursor): number {
  if (!/^\d{1,15}$/.test(cursor)) throw new CursorExpired(cursor);
  return Number(cursor);
}
