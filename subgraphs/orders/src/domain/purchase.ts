import { createHash } from 'node:crypto';
import { parseMoney, type Money } from '@supergraph/money';
import { isPlainText } from '@supergraph/service-kit';
import { checkAddress, ONE_LINE, type AddressInput } from './address.js';
import { invalid, type InvalidInput } from './failures.js';
import type { Address } from './order.js';

/** A product and its quantity, as the customer wrote them. */
export interface LineInput {
  readonly productId: string;
  readonly quantity: number;
}

/** A customer's input, unchecked. */
export interface PurchaseInput {
  readonly lines: readonly LineInput[];
  readonly idempotencyKey: string;
  readonly expectedTotal?: string | null | undefined;
  readonly shippingAddress?: AddressInput | null | undefined;
}

/**
 * A purchase that the shop's rules allow: each product once, sorted by id, so that all orders take products in one
 * sequence.
 */
export interface Purchase {
  readonly lines: readonly LineInput[];
  readonly key: string;
  readonly expectedTotal: Money | null;
  readonly shippingAddress: Address | null;
  /** Equal for the same purchase, however its lines were split or ordered. */
  readonly fingerprint: string;
}

export const MAX_LINES = 100;
export const MAX_QUANTITY = 1_000;
const MAX_KEY_LENGTH = 100;
const MAX_ID_LENGTH = 100;

/** Checks a customer's purchase and returns all failures at once. */
export function parsePurchase(
  input: PurchaseInput,
  currency: string,
): { readonly purchase: Purchase } | { readonly errors: readonly InvalidInput[] } {
  const expectedTotal = parseExpected(input.expectedTotal, currency);
  const address = checkAddress(input.shippingAddress ?? null, ['shippingAddress']);
  const { lines, errors: lineErrors } = parseLines(input.lines);
  const errors = [
    ...checkKey(input.idempotencyKey),
    ...lineErrors,
    ...checkExpected(expectedTotal, currency),
    ...address.errors,
  ];
  if (errors.length > 0 || expectedTotal instanceof RangeError) return { errors };
  const content = { lines, expectedTotal, shippingAddress: address.address };
  return { purchase: { ...content, key: input.idempotencyKey, fingerprint: fingerprint(content) } };
}

/** Adds up the lines of each product, sorted by id, and returns all failures at once. */
export function parseLines(input: readonly LineInput[]): {
  readonly lines: readonly LineInput[];
  readonly errors: readonly InvalidInput[];
} {
  const lines = mergeLines(input);
  const merged = input.length <= MAX_LINES ? checkMerged(lines, input) : [];
  return { lines, errors: [...checkLines(input), ...merged] };
}

/** The position in the input where a product is first named. */
export function indexOfProduct(lines: readonly LineInput[], productId: string): string {
  return String(lines.findIndex((line) => line.productId === productId));
}

function mergeLines(lines: readonly LineInput[]): LineInput[] {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of lines) {
    quantities.set(productId, (quantities.get(productId) ?? 0) + quantity);
  }
  return [...quantities]
    .map(([productId, quantity]) => ({ productId, quantity }))
    .sort((a, b) => (a.productId < b.productId ? -1 : 1));
}

function checkKey(key: string): InvalidInput[] {
  return isPlainText(key, { max: MAX_KEY_LENGTH })
    ? []
    : [invalid(['idempotencyKey'], `The key has 1 to ${MAX_KEY_LENGTH} characters${ONE_LINE}.`)];
}

function checkLines(lines: readonly LineInput[]): InvalidInput[] {
  if (lines.length < 1 || lines.length > MAX_LINES) {
    return [invalid(['lines'], `An order has 1 to ${MAX_LINES} lines.`)];
  }
  return lines.flatMap(({ productId, quantity }, index) => [
    ...(isPlainText(productId, { max: MAX_ID_LENGTH })
      ? []
      : [
          invalid(
            ['lines', String(index), 'productId'],
            `A product's id has 1 to ${MAX_ID_LENGTH} characters${ONE_LINE}.`,
          ),
        ]),
    ...(quantity >= 1 && quantity <= MAX_QUANTITY
      ? []
      : [invalid(['lines', String(index), 'quantity'], `The quantity must be from 1 to ${MAX_QUANTITY}.`)]),
  ]);
}

/** Lines that are each within the limit may exceed it together. */
function checkMerged(merged: readonly LineInput[], lines: readonly LineInput[]): InvalidInput[] {
  const single = (productId: string) => lines.filter((line) => line.productId === productId).length === 1;
  return merged
    .filter(({ productId, quantity }) => quantity > MAX_QUANTITY && !single(productId))
    .map(({ productId, quantity }) =>
      invalid(
        ['lines', indexOfProduct(lines, productId), 'quantity'],
        `The lines of this product add up to ${quantity}; the most is ${MAX_QUANTITY}.`,
      ),
    );
}

function parseExpected(amount: string | null | undefined, currency: string): Money | null | RangeError {
  if (amount == null) return null;
  try {
    return parseMoney(amount, currency);
  } catch (error) {
    if (error instanceof RangeError) return error;
    throw error;
  }
}

function checkExpected(expected: Money | null | RangeError, currency: string): InvalidInput[] {
  if (expected instanceof RangeError)
    return [
      invalid(
        ['expectedTotal'],
        `The total must be an amount of ${currency}, with no more decimals than it has.`,
      ),
    ];
  if (expected !== null && expected.minor < 0)
    return [invalid(['expectedTotal'], 'The total cannot be below zero.')];
  return [];
}

function fingerprint(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
