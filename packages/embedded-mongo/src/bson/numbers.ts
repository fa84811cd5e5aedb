import { Decimal128, Double, Long } from 'bson';
import { notImplemented } from '../errors.js';
import { type NumberLike, toNumber, typeName } from './types.js';

/*
 * Arithmetic on BSON's numbers. Two integers give an integer, which becomes a Long beyond 32 bits; a double as either
 * operand gives a double. JavaScript has no arithmetic for Decimal128, so it is refused.
 */

export type NumberKind = 'int' | 'long' | 'double';

export function kindOf(value: NumberLike): NumberKind {
  if (value instanceof Decimal128) throw notImplemented('arithmetic on Decimal128');
  return typeName(value) as NumberKind;
}

export const toBigInt = (value: NumberLike): bigint =>
  value instanceof Long ? value.toBigInt() : BigInt(toNumber(value));

/** A Double where the plain number would be stored as an Int32. */
export function asDouble(value: number): NumberLike {
  return (value | 0) === value && !Object.is(value, -0) ? new Double(value) : value;
}

const INT_MAX = 2n ** 31n - 1n;
const INT_MIN = -(2n ** 31n);

/** An Int32 when the value fits and no operand was a Long, else a Long; undefined beyond 64 bits. */
export function asInteger(value: bigint, long = false): NumberLike | undefined {
  if (!long && value >= INT_MIN && value <= INT_MAX) return Number(value);
  return BigInt.asIntN(64, value) === value ? Long.fromBigInt(value) : undefined;
}

/** Computes with integers if both operands are integers; gives a double when the result exceeds 64 bits. */
export function compute(
  a: NumberLike,
  b: NumberLike,
  integers: (a: bigint, b: bigint) => bigint,
  doubles: (a: number, b: number) => number,
): NumberLike {
  const kinds = [kindOf(a), kindOf(b)];
  if (!kinds.includes('double')) {
    const exact = asInteger(integers(toBigInt(a), toBigInt(b)), kinds.includes('long'));
    if (exact !== undefined) return exact;
  }
  return asDouble(doubles(toNumber(a), toNumber(b)));
}

export const add = (a: NumberLike, b: NumberLike): NumberLike =>
  compute(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );

export const subtract = (a: NumberLike, b: NumberLike): NumberLike =>
  compute(
    a,
    b,
    (x, y) => x - y,
    (x, y) => x - y,
  );

export const multiply = (a: NumberLike, b: NumberLike): NumberLike =>
  compute(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
  );
