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
  // The last one, one that has then moved, the first and one in the middle.
  for (const ended of [5, 0, 4, 2].flatMap((number) => exchanges[number] ?? [])) running.remove(ended);
  running.stopAll('silent');
  expect(stopped.sort()).toEqual([1, 3]);
  running.stopAll('silent');
  expect(stopped).toEqual([1, 3]);
});
