import { expect, it } from 'vitest';
import { decideOverrides } from './override-labels.js';

const requestOf = (subject: string | undefined, address?: string) => ({
  caller: { subject, scopes: new Set<string>(), claims: {} },
  address,
});

it('holds for the share of callers that a percentage says, and always for the same', () => {
  const decide = decideOverrides(['percent(5)', 'percent(20.5)', 'percent(0)', 'percent(100)'], new Set());
  const counts = [0, 0, 0, 0];
  for (let number = 0; number < 10_000; number++) {
    const { key, holds } = decide(requestOf(`user-${number}`));
    expect(decide(requestOf(`user-${number}`)).key).toBe(key);
    const decisions = [...holds.values()];
    for (const [index, isIn] of decisions.entries()) counts[index] = (counts[index] ?? 0) + (isIn ? 1 : 0);
    // A caller who is among the few is among the many.
    if (decisions[0] === true) expect(decisions[1]).toBe(true);
  }
  expect(counts[0]).toBeGreaterThan(400);
  expect(counts[0]).toBeLessThan(600);
  expect(counts[1]).toBeGreaterThan(1_850);
  expect(counts[1]).toBeLessThan(2_250);
  expect(counts.slice(2)).toEqual([0, 10_000]);
});

it('tells callers without a subject by their address', () => {
  const decide = decideOverrides(['percent(50)'], new Set());
  const keys = Array.from(
    { length: 50 },
    (_, number) => decide(requestOf(undefined, `10.0.0.${number}`)).key,
  );
  expect(new Set(keys)).toEqual(new Set(['0', '1']));
});

it('holds for all by other labels that are enabled, and for none by those that are not', () => {
  const decide = decideOverrides(['new-prices', 'new-stock'], new Set(['new-stock', 'unknown']));
  expect(decide(requestOf('anyone')).holds).toEqual(
    new Map([
      ['new-prices', false],
      ['new-stock', true],
    ]),
  );
});
