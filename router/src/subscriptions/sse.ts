import type { Framing } from './framing.js';
import type { Payload } from './payload.js';

const COMPLETE = 'event: complete\ndata:\n\n';

/**
 * GraphQL over Server-Sent Events, in distinct connections mode. A client that has to move to another router gets no
 * `complete`: it reconnects by itself and sends its last event in `Last-Event-ID`.
 */
export const sse: Framing = {
  contentType: 'text/event-stream; charset=utf-8',
  // An id without data sets the client's position and is no event. The comment makes proxies forward the headers.
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
