import { createEvent, type ServiceEvent } from '../events/event.js';

/** An event of a kind that only tests have. */
export function testEvent(subject: string, revision: number, owner?: string): ServiceEvent {
  return createEvent('test', {
    entity: 'thing',
    type: 'shop.thing.changed.v1',
    subject,
    revision,
    time: new Date(Date.UTC(2026, 0, 1)),
    ...(owner === undefined ? {} : { owner }),
    data: { thingId: subject },
  });
}
