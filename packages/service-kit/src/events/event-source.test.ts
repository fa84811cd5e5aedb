import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createEventSource } from './event-source.js';
import type { EventLog } from './event-log.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A log in which nothing happens. */
const silent = (onWait: () => unknown): EventLog => ({
  head: () => Promise.resolve('0'),
  read: () => Promise.resolve([]),
  changed: (_after: string, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      onWait();
    }),
});

test('a reader that waits for events is answered in time, also after garbage was collected meanwhile', async () => {
  let waits = 0;
  const source = createEventSource(
    silent(() => (waits += 1)),
    [],
  );
  const page = source.read('5', { limit: 10, waitMs: 200, signal: new AbortController().signal });
  await expect.poll(() => waits).toBe(1);
  const collecting = setInterval(collectGarbage, 20);
  try {
    expect(await page).toEqual({ events: [], cursor: '5', hasMore: false });
  } finally {
    clearInterval(collecting);
  }
}, 20_000);
