import { expect, test } from 'vitest';
import { AdaptiveLimit } from './adaptive-limit.js';

const OPTIONS = { min: 16, max: 1_000, toleratedMs: 100, tolerance: 2 };

/**
 * A service that does so many requests at a time and lets the others wait, under a load that always uses the limit.
 *
 * @param serviceMs how long one request takes once it is at work
 * @returns the limit after so many seconds
 */
function settle(limit: AdaptiveLimit, { serviceMs, width, seconds, from = 0 }: Service): number {
  let now = from;
  while (now < from + seconds * 1_000) {
    const inFlight = limit.value;
    const latency = serviceMs * Math.max(1, inFlight / width);
    for (let request = 0; request < inFlight; request += 1) {
      now += latency / inFlight;
      limit.add(latency, inFlight, now);
    }
  }
  return limit.value;
}

interface Service {
  readonly serviceMs: number;
  readonly width: number;
  readonly seconds: number;
  readonly from?: number;
}

function learnt(latencyMs: number): AdaptiveLimit {
  const limit = new AdaptiveLimit(OPTIONS);
  for (let request = 0; request < 200; request += 1) limit.add(latencyMs, 1, request * 200);
  return limit;
}

test('a service that only queues what is too much is asked for little more than it does at a time', () => {
  const limit = learnt(60);
  expect(limit.value).toBe(1_000);
  const settled = settle(limit, { serviceMs: 60, width: 20, seconds: 120, from: 50_000 });
  expect(settled).toBeGreaterThanOrEqual(16);
  expect(settled).toBeLessThan(80);
});

test('a service that is slow and wide is asked for all it can do', () => {
  const limit = learnt(2_000);
  expect(settle(limit, { serviceMs: 2_000, width: 5_000, seconds: 60, from: 50_000 })).toBe(1_000);
});

test('a service that became slow for good is asked for more again', () => {
  const limit = learnt(10);
  for (let request = 0; request < 3_000; request += 1) limit.add(3_000, 500, 50_000 + request * 10);
  expect(limit.value).toBe(16);
  const later = { serviceMs: 3_000, width: 5_000, seconds: 400, from: 100_000 };
  expect(settle(limit, later)).toBeGreaterThan(200);
});

test('latency that nobody notices never shrinks it', () => {
  const limit = learnt(1);
  for (let request = 0; request < 3_000; request += 1) limit.add(90, 900, 50_000 + request * 10);
  expect(limit.value).toBe(1_000);
});

test('it is the same after a maximum below its minimum as before', () => {
  const limit = new AdaptiveLimit({ ...OPTIONS, start: 20, max: 768 });
  limit.resize(16);
  expect(limit.value).toBe(16);
  limit.resize(768);
  expect(limit.value).toBe(20);
});

test('a service that is overloaded at its minimum is not asked for more because it has more instances', () => {
  const limit = learnt(10);
  for (let request = 0; request < 3_000; request += 1) limit.add(3_000, 500, 50_000 + request * 10);
  limit.resize(4_000);
  expect(limit.value).toBe(16);
});
