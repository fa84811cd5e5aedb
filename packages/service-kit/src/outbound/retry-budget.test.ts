import { expect, test } from 'vitest';
import { createRetryBudget } from './retry-budget.js';

test('retries are a fraction of the calls', () => {
  const budget = createRetryBudget({ ratio: 0.25, most: 2 });
  expect([budget.withdraw(), budget.withdraw(), budget.withdraw()]).toEqual([true, true, false]);
  for (let call = 0; call < 4; call += 1) budget.deposit();
  expect([budget.withdraw(), budget.withdraw()]).toEqual([true, false]);
});

test('what was saved up is bounded', () => {
  const budget = createRetryBudget({ ratio: 1, most: 2 });
  for (let call = 0; call < 100; call += 1) budget.deposit();
  expect([budget.withdraw(), budget.withdraw(), budget.withdraw()]).toEqual([true, true, false]);
});
