import { CursorExpired, type Cursor } from '../events/event-log.js';
import type { ServiceEvent } from '../events/event.js';
import { FollowerTooSlow, type FollowOptions } from '../events/follow.js';
import type { ServiceEvents } from '../events/service-events.js';

/** One step of a subscription, which is the source value of its resolvers. */
export interface StreamedEvent {
  /** The position from which the subscriber can continue. */
  readonly eventId: Cursor;
  /** Undefined when events were missed: the subscriber is notified, and the stream continues from there. */
  readonly event: ServiceEvent | undefined;
}

/** Follows the service's events for one subscription, from its subscriber's position. */
export type FollowEvents = (which: Omit<FollowOptions, 'after' | 'signal'>) => AsyncIterable<StreamedEvent>;

/** The source of a service's subscriptions. */
export type SubscribedEvents = Pick<ServiceEvents, 'follow' | 'log'>;

/** For queries and mutations. */
export const followNothing: FollowEvents = () => {
  throw new Error('Only the subscribe function of a subscription can follow events.');
};

/** @param after the subscriber's position */
export function followFrom(events: SubscribedEvents, after: Cursor, signal: AbortSignal): FollowEvents {
  return async function* follow(which) {
    let position = after;
    while (!signal.aborted) {
      try {
        for await (const { cursor, event } of events.follow({ ...which, after: position, signal })) {
          position = cursor;
          yield { eventId: cursor, event };
        }
        return;
      } catch (error) {
        if (!(error instanceof CursorExpired || error instanceof FollowerTooSlow)) throw error;
        position = await events.log.head();
        yield { eventId: position, event: undefined };
      }
    }
  };
}
