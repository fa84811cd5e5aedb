import fc from 'fast-check';
import { discontinue, reserve, settle, type LedgerChange } from '../domain/ledger-changes.js';
import { operationOf, type Hold } from '../domain/ledger.js';
import type { Pruning } from '../domain/pruning.js';

/** A change or a prune of a ledger. */
export type Step =
  | { readonly kind: 'change'; readonly change: LedgerChange }
  | { readonly kind: 'prune'; readonly pruning: Pruning };

const order = fc.constantFrom('a', 'b', 'c');
const quantity = fc.integer({ min: 1, max: 4 });
const at = fc.integer({ min: 0, max: 9 }).map((minute) => new Date(Date.UTC(2026, 0, 1, 12, minute)));
const prunes = fc.integer({ min: 0, max: 2 });

const hold: fc.Arbitrary<Hold> = fc.record({
  order,
  quantity,
  sku: fc.constant('TEA'),
  name: fc.constant('Tea'),
  unitPrice: fc.constant({ minor: 1, currency: 'USD' }),
  at,
});

/** Holds with distinct orders, like the holds of one change. */
const holds = (minLength: number) =>
  fc.uniqueArray(hold, { minLength, maxLength: 3, selector: (one) => one.order });

const change: fc.Arbitrary<LedgerChange> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(holds(1), at).map(([held, deadline]) => reserve(held, deadline)) },
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.constantFrom('finalise', 'release'), holds(0), fc.uniqueArray(order), at)
      .map(([name, held, all, when]) => {
        const others = all.filter((one) => held.every((each) => each.order !== one));
        return settle(name, held, others, when);
      }),
  },
  { weight: 4, arbitrary: fc.tuple(order, quantity, at, prunes).map(soldBack) },
  { weight: 4, arbitrary: fc.tuple(fc.integer({ min: -5, max: 5 }), order, at, prunes).map(adjusted) },
  { weight: 1, arbitrary: fc.constant(discontinue) },
);

const pruning: fc.Arbitrary<Pruning> = fc
  .tuple(fc.uniqueArray(order), at, prunes)
  .map(([orders, watermark, seen]) => ({
    closed: orders.map((one) => ({ operation: operationOf.finalise(one), quantity: 0, at: watermark })),
    watermark,
    prunes: seen,
  }));

/** Random steps. A ledger refuses most of them, and all implementations must refuse the same ones. */
export function stepsOf(maxLength: number): fc.Arbitrary<Step[]> {
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 10, arbitrary: change.map((one) => ({ kind: 'change', change: one }) as const) },
    { weight: 1, arbitrary: pruning.map((one) => ({ kind: 'prune', pruning: one }) as const) },
  );
  return fc.array(step, { maxLength });
}

function soldBack([one, units, when, seen]: [string, number, Date, number]): LedgerChange {
  const operation = operationOf.restock(one);
  return {
    name: 'restock',
    when: {
      prunes: seen,
      holdsNot: [one],
      soldAtLeast: units,
      notBooked: [operation, operationOf.release(one)],
    },
    then: { sold: -units, available: units, book: [{ operation, quantity: units, at: when }] },
  };
}

function adjusted([delta, key, when, seen]: [number, string, Date, number]): LedgerChange {
  const operation = operationOf.adjust(key);
  return {
    name: 'adjust',
    when: { prunes: seen, notBooked: [operation], availableAtLeast: -delta, receivedAtMost: 10 - delta },
    then: { available: delta, received: delta, book: [{ operation, quantity: delta, at: when }] },
  };
}
