import type { EventHandler } from '../events/consumer.js';
import type { ServiceEvent } from '../events/event.js';

/**
 * A handler that keeps the newest revision of each entity, and the ids of all events that it handled.
 *
 * @param fail whether to fail at an event
 */
export function createCollector(fail: (event: ServiceEvent) => boolean = () => false) {
  const handled: string[] = [];
  const state = new Map<string, number>();
  const handler: EventHandler = {
    name: 'collector',
    types: ['shop.thing.changed.v1', 'shop.thing.snapshot.v1'],
    handle(events) {
      if (events.some(fail)) return Promise.reject(new Error('a test wants this to fail'));
      for (const { id, subject, revision } of events) {
        handled.push(id);
        if ((state.get(subject) ?? 0) < revision) state.set(subject, revision);
      }
      return Promise.resolve();
    },
    reset() {
      state.clear();
      return Promise.resolve();
    },
  };
  return { handled, state, handler };
}
