import type { Decimal128 } from 'bson';
import { notImplemented } from '../errors.js';

/*
 * Exact comparison of Decimal128 and Long with doubles, for index keys and sorting. A number becomes three doubles: the
 * one nearest to it, the one nearest to the remainder, and the one nearest to the remainder of that. Three times 53
 * bits hold the 113 bits of a Decimal128.
 */

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/;

function fractionOfDecimal(value: string): Fraction {
  const match = DECIMAL.exec(value);
  if (match === null) throw notImplemented(`the Decimal128 ${value}`);
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = match;
  const digits = BigInt(`${sign}${whole}${decimals}`);
  const power = Number(exponent) - decimals.length;
  return power >= 0
    ? { numerator: digits * 10n ** BigInt(power), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-power) };
}

/** Every finite double is a fraction whose denominator is a power of two. */
function fractionOfDouble(value: number): Fraction {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const mantissa = (bits & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n);
  const signed = value < 0 ? -mantissa : mantissa;
  const power = (exponent === 0 ? 1 : exponent) - 1075;
  return power >= 0
    ? { numerator: signed << BigInt(power), denominator: 1n }
    : { numerator: signed, denominator: 1n << BigInt(-power) };
}

function subtract(a: Fraction, b: Fraction): Fraction {
  return {
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** A double close to the fraction. A larger fraction never gives a smaller double, which is enough for sorting. */
function approximate({ numerator, denominator }: Fraction): number {
  const size = (n: bigint): number => n.toString(2).length;
  const magnitude = numerator < 0n ? -numerator : numerator;
  if (magnitude === 0n) return 0;
  const shift = 64 - (size(magnitude) - size(denominator));
  const scaled =
    shift >= 0 ? (magnitude << BigInt(shift)) / denominator : magnitude / (denominator << BigInt(-shift));
  const result = Number(scaled) * 2 ** -shift;
  return numerator < 0n ? -result : result;
}

/** The double nearest to a number, and two doubles for the remainder. */
export type Expansion = readonly [number, number, number];

/** Below this, the remainder of a double is too small for another double. */
const SMALLEST = 1e-240;

export function expandDecimal(value: Decimal128): Expansion {
  const digits = value.toString();
  const nearest = Number(digits);
  if (digits.includes('Infinity') || Number.isNaN(nearest)) return [nearest, 0, 0];
  if (!Number.isFinite(nearest)) throw notImplemented('comparing a Decimal128 beyond the range of a double');
  const rest = subtract(fractionOfDecimal(digits), fractionOfDouble(nearest));
  if (rest.numerator !== 0n && Math.abs(nearest) < SMALLEST)
    throw notImplemented('comparing a Decimal128 this close to zero');
  return withRest(nearest, rest);
}

export function expandLong(value: bigint): Expansion {
  const nearest = Number(value);
  return [nearest, Number(value - BigInt(nearest)), 0];
}

function withRest(nearest: number, rest: Fraction): Expansion {
  const second = approximate(rest);
  if (second === 0) return [nearest, 0, 0];
  return [nearest, second, approximate(subtract(rest, fractionOfDouble(second)))];
}
