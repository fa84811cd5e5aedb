import { asDouble, asInteger, kindOf, toBigInt } from '../bson/numbers.js';
import { toNumber } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { integerOf, isNullish, numberOf, ofValues } from './arguments.js';
import type { Operator, Operators } from './types.js';

/** Rounds to the nearest integer, and a half to the even one, as MongoDB does. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Rounds the decimal digits with which the double is printed, because users see these. */
function roundAt(value: number, place: number, whole: (value: number) => number): number {
  if (!Number.isFinite(value)) return value;
  const shift = (n: number, by: number): number => {
    const [digits = '0', exponent = '0'] = n.toExponential().split('e');
    return Number(`${digits}e${Number(exponent) + by}`);
  };
  const shifted = shift(value, place);
  return Number.isFinite(shifted) ? shift(whole(shifted), -place) : value;
}

function roundingAt(
  name: string,
  whole: (value: number) => number,
  integers: (value: bigint, unit: bigint) => bigint,
): Operator {
  return ofValues(name, 1, 2, (value, at = 0) => {
    if (isNullish(value) || isNullish(at)) return null;
    const number = numberOf(name, value, 51081);
    const place = integerOf(name, 'place', at, 51082);
    if (place < -20 || place > 100)
      throw new MongoError(
        51083,
        `cannot apply ${name} with precision value ${place} value must be in [-20, 100]`,
      );
    if (kindOf(number) === 'double') return asDouble(roundAt(toNumber(number), place, whole));
    if (place >= 0) return number;
    const rounded = asInteger(integers(toBigInt(number), 10n ** BigInt(-place)), kindOf(number) === 'long');
    if (rounded === undefined)
      throw new MongoError(51080, `invalid conversion from double to integer in ${name}`);
    return rounded;
  });
}

function integerRound(value: bigint, unit: bigint): bigint {
  const truncated = (value / unit) * unit;
  const rest = value - truncated;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const up = twice > unit || (twice === unit && (value / unit) % 2n !== 0n);
  return up ? truncated + (value < 0n ? -unit : unit) : truncated;
}

/** An operator on one number. The result has the same type as the number. */
const keepingKind = (
  name: string,
  doubles: (value: number) => number,
  integers: (value: bigint) => bigint,
): Operator =>
  ofValues(name, 1, 1, (value) => {
    if (isNullish(value)) return null;
    const number = numberOf(name, value, 28765);
    if (kindOf(number) === 'double') return asDouble(doubles(toNumber(number)));
    const result = asInteger(integers(toBigInt(number)), kindOf(number) === 'long');
    if (result === undefined) throw new MongoError(28680, `can't take ${name} of the least Long`);
    return result;
  });

export const rounding: Operators = {
  $abs: keepingKind('$abs', Math.abs, (value) => (value < 0n ? -value : value)),
  $ceil: keepingKind('$ceil', Math.ceil, (value) => value),
  $floor: keepingKind('$floor', Math.floor, (value) => value),
  $round: roundingAt('$round', roundHalfEven, integerRound),
  $trunc: roundingAt('$trunc', Math.trunc, (value, unit) => (value / unit) * unit),
};
