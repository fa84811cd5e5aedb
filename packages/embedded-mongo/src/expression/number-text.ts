import { Decimal128, Long } from 'bson';
import { type NumberLike, toNumber } from '../bson/types.js';

const DIGITS = 16;

/** A number as MongoDB writes it: a double with sixteen digits, like C's `%.16g`. */
export function numberText(value: NumberLike): string {
  if (value instanceof Decimal128 || value instanceof Long) return value.toString();
  const number = toNumber(value);
  if (Object.is(number, -0)) return '-0';
  if (!Number.isFinite(number)) return Number.isNaN(number) ? 'NaN' : number > 0 ? 'Infinity' : '-Infinity';
  const [mantissa = '', power = '0'] = number.toExponential(DIGITS - 1).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < DIGITS) return withoutZeros(number.toFixed(DIGITS - 1 - exponent));
  const sign = exponent < 0 ? '-' : '+';
  return `${withoutZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

const withoutZeros = (digits: string): string =>
  digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
