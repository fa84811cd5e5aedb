import { describe, expect, it } from 'vitest';
import { EventStreamReader, type ServerSentEvent } from './event-stream.js';

const next = { event: 'next', id: '7', data: '{"a":1}' };

function read(...pieces: readonly string[]): readonly ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  const reader = new EventStreamReader((event) => events.push(event));
  for (const piece of pieces) reader.feed(piece);
  return events;
}

describe('a stream of Server-Sent Events', () => {
  it.each([
    ['line feeds', 'event: next\nid: 7\ndata: {"a":1}\n\n'],
    ['carriage returns', 'event: next\rid: 7\rdata: {"a":1}\r\r:'],
    ['both', 'event: next\r\nid: 7\r\ndata: {"a":1}\r\n\r\n'],
    ['no spaces', 'event:next\nid:7\ndata:{"a":1}\n\n'],
    ['comments and other fields', ':\n\n: ping\nretry: 5\nevent: next\nid: 7\ndata: {"a":1}\n\n'],
  ])('is read with %s', (_name, text) => {
    expect(read(text)).toEqual([next]);
  });

  it('is read in pieces that end anywhere', () => {
    const text = 'event: next\r\nid: 7\r\ndata: {"a":1}\r\n\r\nevent: complete\r\n\r\n';
    for (let at = 0; at < text.length; at++) {
      const events = read(text.slice(0, at), text.slice(at));
      expect(events, `cut at ${at}`).toEqual([next, { event: 'complete', id: undefined, data: '' }]);
    }
  });

  it('joins the lines of one event, and forgets the id of the one before', () => {
    expect(read('id: 1\ndata: a\ndata: b\n\ndata:\n\n')).toEqual([
      { event: undefined, id: '1', data: 'a\nb' },
      { event: undefined, id: undefined, data: '' },
    ]);
  });

  it('counts the unread text of empty lines of data too', () => {
    const reader = new EventStreamReader(() => undefined);
    reader.feed('data:\n'.repeat(1_000));
    expect(reader.unread).toBe(1_000);
    reader.feed('data: a');
    expect(reader.unread).toBe(1_007);
    reader.feed('\n\n');
    expect(reader.unread).toBe(0);
  });

  it('reads a long line in many pieces without searching its beginning again for each', () => {
    const piece = 'x'.repeat(4_096);
    const pieces = 8_192;
    const began = performance.now();
    const [event] = read('data:', ...Array.from({ length: pieces }, () => piece), '\n\n');
    expect(event?.data).toHaveLength(pieces * piece.length);
    // It takes a tenth of a second, where searching it again took minutes.
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
