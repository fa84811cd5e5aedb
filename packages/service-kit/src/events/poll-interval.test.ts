import { expect, test } from 'vitest';
import { createPollInterval } from './poll-interval.js';

test('a process looks for changes often while there are some, and seldom ten seconds after the last', () => {
  let now = 0;
  const interval = createPollInterval(() => now);
  const after = (ms: number) => {
    now += ms;
    return interval.ms;
  };
  expect([interval.ms, after(9_999), after(1)]).toEqual([250, 250, 1_000]);
  interval.noteChange();
  expect([interval.ms, after(9_999), after(1)]).toEqual([250, 250, 1_000]);
});
