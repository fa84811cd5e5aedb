import { expect, test } from 'vitest';
import { parsePurchase, type PurchaseInput } from './purchase.js';

const address = { recipient: 'Ana', street: 'Calle 1', city: 'Lima', country: 'Peru' };

function purchase(input: Partial<PurchaseInput> = {}) {
  return { lines: [{ productId: 'p1', quantity: 1 }], idempotencyKey: 'key', ...input };
}

function parse(input: Partial<PurchaseInput>) {
  const parsed = parsePurchase(purchase(input), 'USD');
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
  return parsed.purchase;
}

function faults(input: Partial<PurchaseInput>) {
  const parsed = parsePurchase(purchase(input), 'USD');
  return 'errors' in parsed ? parsed.errors.map(({ path }) => path?.join('.')) : [];
}

test('lines of one product are added up, and all are sorted', () => {
  const lines = [
    { productId: 'b', quantity: 2 },
    { productId: 'a', quantity: 1 },
    { productId: 'b', quantity: 3 },
  ];
  expect(parse({ lines }).lines).toEqual([
    { productId: 'a', quantity: 1 },
    { productId: 'b', quantity: 5 },
  ]);
});

test('the same purchase has the same fingerprint, however its lines are split and ordered', () => {
  const whole = [
    { productId: 'a', quantity: 1 },
    { productId: 'b', quantity: 5 },
  ];
  const split = [
    { productId: 'b', quantity: 2 },
    { productId: 'a', quantity: 1 },
    { productId: 'b', quantity: 3 },
  ];
  expect(parse({ lines: split }).fingerprint).toBe(parse({ lines: whole }).fingerprint);
});

test.each<[string, Partial<PurchaseInput>]>([
  ['a quantity', { lines: [{ productId: 'p1', quantity: 2 }] }],
  ['a product', { lines: [{ productId: 'p2', quantity: 1 }] }],
  ['an expected total', { expectedTotal: '1.00' }],
  ['an address', { shippingAddress: address }],
])('another fingerprint comes from %s', (_what, input) => {
  expect(parse(input).fingerprint).not.toBe(parse({}).fingerprint);
});

test('the expected total is an exact amount', () => {
  expect(parse({ expectedTotal: '90071992547409.91' }).expectedTotal).toEqual({
    minor: Number.MAX_SAFE_INTEGER,
    currency: 'USD',
  });
});

const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ productId: `p${at}`, quantity: 1 }));

test.each<[string, Partial<PurchaseInput>, string]>([
  ['no lines', { lines: [] }, 'lines'],
  ['101 lines', { lines: many(101) }, 'lines'],
  ['a quantity of 0', { lines: [{ productId: 'a', quantity: 0 }] }, 'lines.0.quantity'],
  ['a negative quantity', { lines: [{ productId: 'a', quantity: -1 }] }, 'lines.0.quantity'],
  ['a quantity of 1,001', { lines: [{ productId: 'a', quantity: 1_001 }] }, 'lines.0.quantity'],
  ['an empty product id', { lines: [{ productId: '', quantity: 1 }] }, 'lines.0.productId'],
  ['half a surrogate pair', { idempotencyKey: '\uD800' }, 'idempotencyKey'],
  ['NUL in the key', { idempotencyKey: 'a\u0000' }, 'idempotencyKey'],
  ['NUL in a product id', { lines: [{ productId: 'a\u0000', quantity: 1 }] }, 'lines.0.productId'],
  ...['\n', '\u0000', '\u001b', '\u202e', '\u200b'].map(
    (character): [string, Partial<PurchaseInput>, string] => [
      `${JSON.stringify(character)} in an address`,
      { shippingAddress: { ...address, street: `Calle${character}1` } },
      'shippingAddress.street',
    ],
  ),
  ['an empty key', { idempotencyKey: '' }, 'idempotencyKey'],
  ['a key of 101 characters', { idempotencyKey: 'k'.repeat(101) }, 'idempotencyKey'],
  ['a total with too many decimals', { expectedTotal: '1.001' }, 'expectedTotal'],
  ['a total below zero', { expectedTotal: '-0.01' }, 'expectedTotal'],
  ['a total beyond safe integers', { expectedTotal: '90071992547409.92' }, 'expectedTotal'],
  ['an empty city', { shippingAddress: { ...address, city: ' ' } }, 'shippingAddress.city'],
  [
    'a long postal code',
    { shippingAddress: { ...address, postalCode: '1'.repeat(21) } },
    'shippingAddress.postalCode',
  ],
])('%s is refused', (_what, input, path) => {
  expect(faults(input)).toEqual([path]);
});

test('lines that exceed the limit together are refused at the first of them', () => {
  const lines = [
    { productId: 'b', quantity: 1 },
    { productId: 'a', quantity: 600 },
    { productId: 'a', quantity: 600 },
  ];
  expect(faults({ lines })).toEqual(['lines.1.quantity']);
});

test('100 lines of 1,000 units are within the limits', () => {
  const lines = many(100).map((line) => ({ ...line, quantity: 1_000 }));
  expect(parse({ lines }).lines).toHaveLength(100);
});
