import { add, asDouble, compute, kindOf, multiply, subtract } from '../bson/numbers.js';
import { isNumeric, type NumberLike, toNumber, typeName } from '../bson/types.js';
import { MongoError, notImplemented, typeMismatch } from '../errors.js';
import { isNullish, MANY, numberOf, ofValues } from './arguments.js';
import type { Operators } from './types.js';

/** The numeric arguments of an operator. Refuses dates. */
function numbersOf(name: string, values: readonly unknown[]): NumberLike[] {
  if (values.some((value) => value instanceof Date)) throw notImplemented(`${name} of a date`);
  return values.map((value) => numberOf(name, value, 14));
}

function $add(...values: unknown[]): unknown {
  return values.some(isNullish) ? null : numbersOf('$add', values).reduce<NumberLike>(add, 0);
}

function $subtract(...values: unknown[]): unknown {
  if (values.some(isNullish)) return null;
  const [a = 0, b = 0] = numbersOf('$subtract', values);
  return subtract(a, b);
}

function $multiply(...values: unknown[]): unknown {
  return values.some(isNullish) ? null : numbersOf('$multiply', values).reduce<NumberLike>(multiply, 1);
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

export const arithmetic: Operators = {
  $add: ofValues('$add', 0, MANY, $add),
  $subtract: ofValues('$subtract', 2, 2, $subtract),
  $multiply: ofValues('$multiply', 0, MANY, $multiply),
  $divide: ofValues('$divide', 2, 2, $divide),
  $mod: ofValues('$mod', 2, 2, $mod),
};
