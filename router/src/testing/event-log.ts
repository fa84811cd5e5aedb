import { EventEmitter, once } from 'node:events';
import type { EventContext } from './serve-events.js';

/** One event of a test's log. */
export interface LoggedEvent {
  readonly eventId: string;
  readonly id: string;
}

/** A log of events that subscriptions of a test's subgraph follow, from any position. */
export class EventLog {
  /** Whether events are given ids. */
  hasIds = true;
  readonly #events: LoggedEvent[] = [];
  readonly #changes = new EventEmitter().setMaxListeners(0);
  /** The number of subscriptions that follow it. */
  followers = 0;

  add(id: string): void {
    this.#events.push({ eventId: String(this.#events.length + 1), id });
    this.#changes.emit('change');
  }

  /** @param lastEventId undefined follows from now on */
  follow(ids: readonly string[], { lastEventId, signal }: EventContext): AsyncIterable<object> {
    const at = lastEventId === undefined ? this.#events.length : Number(lastEventId);
    return this.#follow(ids, at, signal);
  }

  async *#follow(ids: readonly string[], from: number, signal: AbortSignal): AsyncGenerator<object> {
    this.followers += 1;
    try {
      for (let at = from; ; at += 1) {
        while (at >= this.#events.length) await once(this.#changes, 'change', { signal });
        const event = this.#events[at];
        if (event !== undefined && ids.includes(event.id)) yield this.hasIds ? event : { id: event.id };
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.followers -= 1;
    }
  }
}
