import { expect, test } from 'vitest';
import { decide } from './decision.js';
import type { Order } from './order.js';
import type { Reservation } from './stock.js';

const usd = (minor: number) => ({ minor, currency: 'USD' });

function order(quantities: Readonly<Record<string, number>>, expected?: number): Order {
  const at = new Date(0);
  return {
    id: 'o1',
    number: 1,
    customerId: 'c1',
    status: 'PENDING',
    lines: Object.entries(quantities).map(([productId, quantity]) => ({
      productId,
      quantity,
      discount: 0,
      snapshot: null,
    })),
    currency: 'USD',
    shipping: usd(450),
    shippingAddress: null,
    history: [{ status: 'PENDING', at, reason: null }],
    placedAt: at,
    updatedAt: at,
    fingerprint: 'f',
    expectedTotal: expected === undefined ? null : usd(expected),
    refusals: [],
    revision: 1,
    effects: [],
    events: [],
    isErased: false,
    attempts: 0,
  };
}

function reservation(productId: string, other: Partial<Reservation> = {}): Reservation {
  return {
    productId,
    outcome: 'HELD',
    available: 0,
    sku: `SKU-${productId}`,
    name: `Name of ${productId}`,
    unitPrice: usd(1_000),
    ...other,
  };
}

test('an order whose units are all held is confirmed with what the products are today', () => {
  const decision = decide(order({ a: 2 }), [reservation('a')]);
  expect(decision).toEqual({
    kind: 'CONFIRM',
    lines: [
      {
        productId: 'a',
        quantity: 2,
        discount: 0,
        snapshot: { sku: 'SKU-a', name: 'Name of a', unitPrice: usd(1_000) },
      },
    ],
  });
});

test('the expected total includes shipping', () => {
  expect(decide(order({ a: 2 }, 2_450), [reservation('a')]).kind).toBe('CONFIRM');
});

test('another price than expected is refused, with both', () => {
  expect(decide(order({ a: 2 }, 2_449), [reservation('a')])).toMatchObject({
    kind: 'REJECT',
    refusals: [{ kind: 'PRICE_CHANGED', expected: usd(2_449), actual: usd(2_450) }],
  });
});

test('every line that cannot be had is named', () => {
  const decision = decide(order({ a: 2, b: 1, c: 1, d: 1 }), [
    reservation('a', { outcome: 'INSUFFICIENT', available: 1 }),
    reservation('b', { outcome: 'UNKNOWN_PRODUCT', sku: null, name: null, unitPrice: null }),
    reservation('c', { outcome: 'DISCONTINUED' }),
    reservation('d'),
  ]);
  expect(decision).toMatchObject({
    kind: 'REJECT',
    refusals: [
      { kind: 'INSUFFICIENT_STOCK', productId: 'a', requested: 2, available: 1 },
      { kind: 'PRODUCT_UNAVAILABLE', productId: 'b' },
      { kind: 'PRODUCT_UNAVAILABLE', productId: 'c' },
    ],
  });
});

test('a price in another currency is refused', () => {
  const foreign = reservation('a', { unitPrice: { minor: 1_000, currency: 'EUR' } });
  expect(decide(order({ a: 1 }), [foreign])).toMatchObject({
    kind: 'REJECT',
    refusals: [{ kind: 'OTHER_CURRENCY', productId: 'a', currency: 'EUR' }],
  });
});

test('a total that leaves the safe integers is refused', () => {
  const dear = (id: string) => reservation(id, { unitPrice: usd(Number.MAX_SAFE_INTEGER) });
  const tooLarge = { kind: 'REJECT', refusals: [{ kind: 'TOTAL_TOO_LARGE' }] };
  expect(decide(order({ a: 2 }), [dear('a')])).toMatchObject(tooLarge);
  // Each line is exact by itself; with shipping, their sum is not.
  expect(decide(order({ a: 1 }), [dear('a')])).toMatchObject(tooLarge);
});

test('an order of which products held nothing for its price is refused with what it costs now', () => {
  const notHeld = reservation('a', { outcome: 'NOT_HELD' });
  expect(decide(order({ a: 2 }, 2_449), [notHeld])).toMatchObject({
    kind: 'REJECT',
    refusals: [{ kind: 'PRICE_CHANGED', expected: usd(2_449), actual: usd(2_450) }],
  });
  expect(decide(order({ a: 2 }, 2_450), [notHeld])).toEqual({ kind: 'RETRY', reason: 'NOT_HELD' });
});

test('a line that was not held for the sake of another is not at fault', () => {
  const decision = decide(order({ a: 2, b: 1 }), [
    reservation('a', { outcome: 'NOT_HELD' }),
    reservation('b', { outcome: 'UNKNOWN_PRODUCT', sku: null, name: null, unitPrice: null }),
  ]);
  expect(decision).toMatchObject({
    kind: 'REJECT',
    refusals: [{ kind: 'PRODUCT_UNAVAILABLE', productId: 'b' }],
  });
});

test.each(['CLOSED', 'EXPIRED'] as const)('nothing is decided on %s', (outcome) => {
  const decision = decide(order({ a: 1, b: 1 }), [
    reservation('a', { outcome: 'INSUFFICIENT' }),
    reservation('b', { outcome }),
  ]);
  expect(decision.kind).toBe('RETRY');
});

test('nothing is decided while a line has no answer', () => {
  expect(decide(order({ a: 1, b: 1 }), [reservation('a')]).kind).toBe('RETRY');
});
