import type { Framing } from './framing.js';
import type { Payload } from './payload.js';

const COMPLETE = 'event: complete\ndata:\n\n';

/**
 * GraphQL over Server-Sent Events, in distinct connections mode. A client that is to move gets no `complete`: it
 * connects again by itself, and says by `Last-Event-ID` which event it received last.
 */
export const sse: Framing = {
  contentType: 'text/event-stream; charset=utf-8',
  // An id without data sets the client's position and is no event. The comment makes proxies pass the headers on.
  begin: (startId) => (startId === undefined ? ':\n\n' : `id: ${startId}\n:\n\n`),
  next,
  beat: ':\n\n',
  end(ending) {
    if (ending.kind === 'moved') return '';
    return ending.kind === 'complete' ? COMPLETE : next(ending.payload) + COMPLETE;
  },
};

function next({ json, eventId }: Payload): string {
  return `event: next\n${eventId === undefined ? '' : `id: ${eventId}\n`}data: ${json}\n\n`;
}
