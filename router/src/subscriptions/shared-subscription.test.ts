import { expect, it, vi } from 'vitest';
import type { Caller } from '../context.js';
import type { SubgraphStreams } from '../subgraphs/streams.js';
import type { Runs, StreamFetch } from './runs.js';
import { SharedSubscription } from './shared-subscription.js';
import type { Ending } from './subscriber.js';

const caller = {} as Caller;

/** A stream that stays open without an event. */
const streams = {
  open: () =>
    Promise.resolve({
      startId: '0',
      async *[Symbol.asyncIterator]() {
        await new Promise(() => undefined);
        yield* [];
      },
    }),
} as unknown as SubgraphStreams;

it.each<[string, () => Caller | Promise<Caller>]>([
  [
    'at once',
    () => {
      throw new TypeError('a fault of the router');
    },
  ],
  ['later', () => Promise.reject(new TypeError('a fault of the router'))],
])('a fault while a token is verified, %s, ends that subscription alone', async (_when, verify) => {
  const noted: unknown[] = [];
  const runs = { note: (error: unknown) => noted.push(error) } as unknown as Runs;
  const fetch = {} as StreamFetch;
  const shared = new SharedSubscription({ runs, streams, fetch, lastEventId: undefined, onEnd: vi.fn() });
  const endings: Ending[] = [];
  const memberWith = (identify: () => Caller | Promise<Caller>) => ({
    subscriber: {
      requestId: 'r',
      address: '127.0.0.1',
      clientName: undefined,
      trace: undefined,
      identify,
      begin: vi.fn(),
      send: () => true,
      beat: vi.fn(),
      end: (ending: Ending) => endings.push(ending),
    },
    caller,
    onBegin: vi.fn(),
    onEnd: vi.fn(),
  });
  const [failing, other] = [memberWith(verify), memberWith(() => caller)];
  await shared.join(failing);
  await shared.join(other);
  shared.check(failing);
  await expect.poll(() => endings).toMatchObject([{ kind: 'failed', code: 'SERVICE_UNAVAILABLE' }]);
  expect(noted).toMatchObject([{ message: 'a fault of the router' }]);
  expect(shared.members).toEqual([other]);
});
