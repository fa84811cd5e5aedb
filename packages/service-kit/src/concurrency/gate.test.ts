import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConcurrencyGate, type ConcurrencyGate, type Place } from './gate.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const adaptive = (max: number) =>
  createConcurrencyGate({ limit: { min: max, max, toleratedMs: 100, tolerance: 2 } });

function enterAtOnce(gate: ConcurrencyGate, flow = 'a'): Place {
  const place = gate.enter(flow);
  if (place === undefined || place instanceof Promise) throw new Error('there is no place at once');
  return place;
}

test('one more than a fixed limit is refused at once', () => {
  const gate = createConcurrencyGate({ limit: 1 });
  const place = enterAtOnce(gate);
  expect(gate.enter('a')).toBeUndefined();
  gate.leave(place, true);
  enterAtOnce(gate);
});

test('one more than an adaptive limit waits for a place, in turns by flow', async () => {
  const gate = adaptive(1);
  const place = enterAtOnce(gate);
  const order: string[] = [];
  const enter = async (name: string, flow: string) => {
    const own = await gate.enter(flow);
    order.push(own === undefined ? `${name} refused` : name);
    if (own !== undefined) gate.leave(own, true);
  };
  const all = [enter('a1', 'a'), enter('a2', 'a'), enter('a3', 'a'), enter('b1', 'b')];
  gate.leave(place, true);
  await Promise.all(all);
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
  expect(gate.inFlight).toBe(0);
});

test('a burst waits a second; behind a queue that stands for longer, nobody waits long', async () => {
  const gate = adaptive(1);
  enterAtOnce(gate);
  const outcomes: (Place | undefined)[] = [];
  const enter = (flow: string) =>
    void Promise.resolve(gate.enter(flow)).then((place) => outcomes.push(place));
  enter('a');
  await vi.advanceTimersByTimeAsync(600);
  enter('a');
  enter('a');
  expect(outcomes).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  expect(outcomes).toEqual([undefined]);
  enter('a');
  enter('b');
  await vi.advanceTimersByTimeAsync(60);
  // The flow that has been waiting all the time is refused, the other one is not.
  expect(outcomes).toEqual([undefined, undefined]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(outcomes).toEqual(Array.from({ length: 5 }));
});

test('requests that were let in before the limit shrank do not keep another flow out', () => {
  const gate = createConcurrencyGate({
    limit: { min: 1, max: 50, start: 50, toleratedMs: 10, tolerance: 2 },
  });
  const places = Array.from({ length: 50 }, () => enterAtOnce(gate, 'many'));
  vi.advanceTimersByTime(1_000);
  for (const place of places.slice(30)) {
    vi.advanceTimersByTime(20);
    gate.leave(place, true);
  }
  expect(gate.limit).toBeLessThan(gate.inFlight);
  expect(gate.enter('many')).toBeInstanceOf(Promise);
  const other = enterAtOnce(gate, 'other');
  expect(gate.enter('other')).toBeInstanceOf(Promise);
  gate.leave(other, true);
  enterAtOnce(gate, 'other');
});
