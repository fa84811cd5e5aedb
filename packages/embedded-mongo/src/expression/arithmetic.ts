import { Long } from 'bson';
import { add, asDouble, asInteger, compute, isInteger, kindOf, toBigInt } from '../bson/numbers.js';
import { isNumeric, type NumberLike, toNumber, typeName } from '../bson/types.js';
import { MongoError, typeMismatch } from '../errors.js';
import { isNullish, numberOf, ofValues } from './arguments.js';
import type { Operators } from './types.js';

const MANY = Number.MAX_SAFE_INTEGER;

const dateAt = (milliseconds: number): Date => {
  if (Math.abs(milliseconds) > 8.64e15) throw new MongoError(15, 'date overflow');
  return new Date(Math.round(milliseconds));
};

function $add(...values: unknown[]): unknown {
  if (values.some(isNullish)) return null;
  const dates = values.filter((value) => value instanceof Date);
  if (dates.length > 1) throw new MongoError(16612, 'only one date allowed in an $add expression');
  const numbers = values.filter((value) => !(value instanceof Date));
  const sum = numbers
    .map((value) => numberOf('$add', value, 14, 'numeric or date types'))
    .reduce<NumberLike>(add, 0);
  const [date] = dates;
  return date === undefined ? sum : dateAt(date.getTime() + toNumber(sum));
}

function $subtract(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date && isNumeric(b)) return dateAt(a.getTime() - toNumber(b));
  if (!isNumeric(a) || !isNumeric(b))
    throw typeMismatch(`can't $subtract ${typeName(b)} from ${typeName(a)}`);
  return compute(
    a,
    b,
    (x, y) => x - y,
    (x, y) => x - y,
  );
}

function $multiply(...values: unknown[]): unknown {
  if (values.some(isNullish)) return null;
  return values
    .map((value) => numberOf('$multiply', value, 14))
    .reduce<NumberLike>(
      (a, b) =>
        compute(
          a,
          b,
          (x, y) => x * y,
          (x, y) => x * y,
        ),
      1,
    );
}

function $divide(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumeric(a) || !isNumeric(b))
    throw typeMismatch(`$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  kindOf(a);
  kindOf(b);
  if (toNumber(b) === 0) throw new MongoError(2, "can't $divide by zero");
  return asDouble(toNumber(a) / toNumber(b));
}

function $mod(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumeric(a) || !isNumeric(b))
    throw new MongoError(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  kindOf(a);
  kindOf(b);
  if (toNumber(b) === 0) throw new MongoError(16610, "can't $mod by zero");
  return compute(
    a,
    b,
    (x, y) => x % y,
    (x, y) => x % y,
  );
}

function $pow(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  const base = numberOf("$pow's base", a, 28762);
  const exponent = numberOf("$pow's exponent", b, 28763);
  const power = toNumber(exponent);
  if (toNumber(base) === 0 && power < 0)
    throw new MongoError(28764, '$pow cannot take a base of 0 and a negative exponent');
  if (isInteger(base) && isInteger(exponent) && power >= 0 && power <= 64) {
    const long = [base, exponent].some((value) => kindOf(value) === 'long');
    const exact = asInteger(toBigInt(base) ** toBigInt(exponent), long);
    if (exact !== undefined) return exact;
  }
  kindOf(base);
  kindOf(exponent);
  return asDouble(toNumber(base) ** power);
}

export const arithmetic: Operators = {
  $add: ofValues('$add', 0, MANY, $add),
  $subtract: ofValues('$subtract', 2, 2, $subtract),
  $multiply: ofValues('$multiply', 0, MANY, $multiply),
  $divide: ofValues('$divide', 2, 2, $divide),
  $mod: ofValues('$mod', 2, 2, $mod),
  $pow: ofValues('$pow', 2, 2, $pow),
  $rand: ofValues('$rand', 0, 1, () => Math.random()),
};
