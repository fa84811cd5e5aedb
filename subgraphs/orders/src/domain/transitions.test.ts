import { expect, test } from 'vitest';
import type { OrderStatus } from './order.js';
import { findTransition, successors } from './transitions.js';

const statuses = Object.keys(successors) as OrderStatus[];
const legal = [
  'PENDING CONFIRMED',
  'PENDING REJECTED',
  'CONFIRMED SHIPPED',
  'CONFIRMED CANCELLED',
  'SHIPPED DELIVERED',
];

test.each(statuses.flatMap((from) => statuses.map((to) => [from, to] as const)))(
  'from %s to %s: as the shop has it',
  (from, to) => {
    const found = to === 'PENDING' ? undefined : findTransition(from, to);
    expect(found !== undefined).toBe(legal.includes(`${from} ${to}`));
  },
);

test('what is sold is finalised, what is refused released, what is cancelled restocked', () => {
  expect(findTransition('PENDING', 'CONFIRMED')?.effects).toEqual(['FINALISE']);
  expect(findTransition('PENDING', 'REJECTED')?.effects).toEqual(['RELEASE']);
  expect(findTransition('CONFIRMED', 'CANCELLED')?.effects).toEqual(['RESTOCK']);
});
