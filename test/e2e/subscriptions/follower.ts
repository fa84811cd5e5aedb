import type { CodedError, Received, SubscribingClient } from './clients.js';

/** A subscriber that keeps all that it receives. */
export interface Follower {
  readonly received: readonly Received[];
  /** The ids of the events that it received, in their order. */
  readonly eventIds: readonly (string | undefined)[];
  /** The errors with which the server ended the subscription; undefined while it is open. */
  readonly ended: readonly CodedError[] | undefined;
  readonly leave: () => void;
}

export function follow(client: SubscribingClient, url: () => string, token: string, query: string): Follower {
  const received: Received[] = [];
  let ended: readonly CodedError[] | undefined;
  const leave = client.subscribe(url, token, query, {
    next: (payload) => void received.push(payload),
    end: (errors) => (ended ??= errors),
  });
  return {
    received,
    get eventIds() {
      return received.map(({ eventId }) => eventId);
    },
    get ended() {
      return ended;
    },
    leave,
  };
}
