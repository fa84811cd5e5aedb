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

test('a few wait five seconds, a burst waits one, and behind a queue that stands for longer, nobody waits long', async () => {
  const gate = adaptive(1);
  enterAtOnce(gate);
  let refused = 0;
  const enter = (flow: string) =>
    void Promise.resolve(gate.enter(flow)).then((place) => {
      expect(place).toBeUndefined();
      refused += 1;
    });
  const refusedAfter = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    return refused;
  };
  enter('a');
  await vi.advanceTimersByTimeAsync(600);
  for (let request = 0; request < 40; request += 1) enter('a');
  expect(await refusedAfter(500)).toBe(0);
  enter('a');
  enter('b');
  // The flow that has been waiting all the time is refused, the other one is not.
  expect(await refusedAfter(60)).toBe(1);
  // The end of the burst, and the other flow.
  expect(await refusedAfter(1_000)).toBe(1 + 9 + 1);
  expect(await refusedAfter(3_500)).toBe(43);
});

/** A service that does four requests at a time, each in ten milliseconds. Its limit never changes. */
function openService() {
  const gate = createConcurrencyGate({ limit: { min: 4, max: 4, toleratedMs: 1_000, tolerance: 2 } });
  const waits: number[] = [];
  let [refused, refusedAtOnce] = [0, 0];
  return {
    waits,
    refused: () => refused,
    refusedAtOnce: () => refusedAtOnce,
    ask: async (): Promise<void> => {
      const began = performance.now();
      if (gate.refuses('a')) refusedAtOnce += 1;
      const place = await gate.enter('a');
      if (place === undefined) {
        refused += 1;
        return;
      }
      waits.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 10));
      gate.leave(place, true);
    },
  };
}

test('under more requests than can be answered, those that are answered have hardly waited', async () => {
  const { ask, waits, refused, refusedAtOnce } = openService();
  for (let elapsed = 0; elapsed < 25_000; elapsed += 10) {
    if (elapsed === 3_000) waits.length = 0;
    // A thousand a second, and the service does four hundred.
    for (let request = 0; request < 10; request += 1) void ask();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(waits.length).toBeGreaterThan(8_000);
  expect(waits.sort((a, b) => a - b)[Math.floor(0.99 * waits.length)]).toBeLessThanOrEqual(20);
  expect(refused()).toBeGreaterThan(3_000);
  expect(refusedAtOnce()).toBeGreaterThan(0.8 * refused());
});

test('a burst after an overload waits as any other', async () => {
  const { ask, refused } = openService();
  for (let elapsed = 0; elapsed < 5_000; elapsed += 10) {
    for (let request = 0; request < 10; request += 1) void ask();
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(2_000);
  await Promise.all([ask(), vi.advanceTimersByTimeAsync(10)]);
  const before = refused();
  expect(before).toBeGreaterThan(0);
  const burst = Promise.all(Array.from({ length: 20 }, ask));
  await vi.advanceTimersByTimeAsync(1_000);
  await burst;
  expect(refused()).toBe(before);
});

test('clients that wait for their answers are not refused, although their queue never empties', async () => {
  const { ask, waits, refused } = openService();
  let running = true;
  const clients = Array.from({ length: 32 }, async () => {
    while (running) await ask();
  });
  await vi.advanceTimersByTimeAsync(6_000);
  running = false;
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all(clients);
  expect(refused()).toBe(0);
  expect(waits.length).toBeGreaterThan(2_000);
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

test('a request that takes much longer than others no longer keeps them out, up to the maximum', async () => {
  const gate = createConcurrencyGate({
    limit: { min: 1, start: 1, max: 3, toleratedMs: 100, tolerance: 2, longMs: 250 },
  });
  const places = [enterAtOnce(gate)];
  const enter = () => void Promise.resolve(gate.enter('a')).then((place) => place && places.push(place));
  enter();
  enter();
  enter();
  await vi.advanceTimersByTimeAsync(249);
  expect(places).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2);
  expect(places).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(251);
  expect(places).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(places).toHaveLength(3);
  expect(gate.inFlight).toBe(3);
  for (const place of places) gate.leave(place, false);
  expect(gate.inFlight).toBe(0);
  enterAtOnce(gate);
});

test('a new flow waits too when the maximum is in flight', () => {
  const gate = createConcurrencyGate({ limit: { min: 1, start: 3, max: 3, toleratedMs: 100, tolerance: 2 } });
  for (let request = 0; request < 3; request += 1) enterAtOnce(gate, 'many');
  expect(gate.enter('other')).toBeInstanceOf(Promise);
  expect(gate.inFlight).toBe(3);
});

test('a request that waits for something with a limit of its own keeps none out, up to the maximum', async () => {
  const gate = createConcurrencyGate({ limit: { min: 1, start: 1, max: 3, toleratedMs: 100, tolerance: 2 } });
  const first = enterAtOnce(gate);
  const second = gate.enter('a');
  expect(second).toBeInstanceOf(Promise);
  gate.discount(first);
  const admitted = await second;
  if (admitted === undefined) throw new Error('there is no place');
  gate.discount(admitted);
  enterAtOnce(gate);
  expect(gate.enter('a')).toBeInstanceOf(Promise);
  expect(gate.inFlight).toBe(3);
});

test('while all requests are slow, one is long only after four times as long', async () => {
  const gate = createConcurrencyGate({
    limit: { min: 1, start: 1, max: 3, toleratedMs: 100, tolerance: 2, longMs: 250 },
  });
  for (let request = 0; request < 20; request += 1) {
    const place = enterAtOnce(gate);
    await vi.advanceTimersByTimeAsync(500);
    gate.leave(place, true);
  }
  while (gate.limit > gate.inFlight) enterAtOnce(gate);
  const next = gate.enter('a');
  await vi.advanceTimersByTimeAsync(1_900);
  expect(gate.inFlight).toBe(gate.limit);
  await vi.advanceTimersByTimeAsync(200);
  expect(await next).toBeDefined();
});

test('requests for a service that stands still leave the limit to the others', async () => {
  const gate = createConcurrencyGate({
    limit: { min: 4, start: 4, max: 1_000, toleratedMs: 50, tolerance: 1.5, longMs: 250 },
  });
  const enter = async (flow: string) => gate.enter(flow);
  let [answered, refused] = [0, 0];
  for (let elapsed = 0; elapsed < 10_000; elapsed += 20) {
    // Ten a second never end; fifty a second take two milliseconds each.
    if (elapsed % 100 === 0) void enter('stuck');
    void enter('other').then((place) => {
      if (place === undefined) refused += 1;
      else setTimeout(() => (gate.leave(place, true), (answered += 1)), 2);
    });
    await vi.advanceTimersByTimeAsync(20);
  }
  expect({ answered, refused }).toEqual({ answered: 500, refused: 0 });
  expect(gate.inFlight).toBe(100);
});

test('with a larger maximum, requests that wait begin at once, and with a smaller one fewer begin', async () => {
  const gate = createConcurrencyGate({ limit: { min: 1, max: 2, toleratedMs: 100, tolerance: 2 } });
  const first = [enterAtOnce(gate), enterAtOnce(gate)];
  const waiting = [gate.enter('a'), gate.enter('a')].map((entering) => Promise.resolve(entering));
  gate.resize(4);
  expect(await Promise.all(waiting)).toEqual([expect.anything(), expect.anything()]);
  gate.resize(2);
  for (const place of first) gate.leave(place, true);
  expect([gate.limit, gate.inFlight]).toEqual([2, 2]);
  expect(gate.enter('a')).toBeInstanceOf(Promise);
});
