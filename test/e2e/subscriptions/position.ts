/** The position of a subscription, from which a client continues after a lost connection. */
export interface Position {
  /** The extensions of the request. */
  readonly extensions: { lastEventId?: string };
  /** Notes the event of a payload. @returns its id */
  readonly note: (extensions: unknown) => string | undefined;
}

export function createPosition(): Position {
  const extensions: { lastEventId?: string } = {};
  return {
    extensions,
    note(received) {
      const { eventId } = (received ?? {}) as { readonly eventId?: string };
      if (eventId !== undefined) extensions.lastEventId = eventId;
      return eventId;
    },
  };
}
