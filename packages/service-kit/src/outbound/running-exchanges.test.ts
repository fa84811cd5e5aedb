import { expect, test } from 'vitest';
import { RunningExchanges, type RunningExchange } from './running-exchanges.js';

/** Exchanges that remove themselves when they are stopped, and write down that they were. */
function begin(count: number) {
  const running = new RunningExchanges();
  const stopped: number[] = [];
  const exchanges = Array.from({ length: count }, (_, number) => {
    const exchange: RunningExchange = {
      index: 0,
      stop() {
        running.remove(exchange);
        stopped.push(number);
      },
    };
    running.add(exchange);
    return exchange;
  });
  return { running, exchanges, stopped };
}

test('each exchange that has not ended is stopped once', () => {
  const { running, exchanges, stopped } = begin(6);
  // The last, the first, the one that took its index, one in the middle, and one for the second time.
  for (const ended of [5, 0, 4, 1, 1].flatMap((number) => exchanges[number] ?? [])) running.remove(ended);
  running.stopAll('silent');
  expect(stopped.sort()).toEqual([2, 3]);
  running.stopAll('silent');
  expect(stopped).toEqual([2, 3]);
});
