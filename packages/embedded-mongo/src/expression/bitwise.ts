import { asInteger, isInteger, kindOf, toBigInt } from '../bson/numbers.js';
import { typeName } from '../bson/types.js';
import { typeMismatch } from '../errors.js';
import { isNullish, ofValues } from './arguments.js';
import type { Operator, Operators } from './types.js';

const MANY = Number.MAX_SAFE_INTEGER;

function combining(name: string, start: bigint, combine: (a: bigint, b: bigint) => bigint): Operator {
  return ofValues(name, 0, MANY, (...values) => {
    if (values.some(isNullish)) return null;
    const integers = values.map((value) => {
      if (isInteger(value)) return value;
      throw typeMismatch(`${name} only supports int and long operands, not ${typeName(value)}`);
    });
    const long = integers.some((value) => kindOf(value) === 'long');
    return asInteger(integers.map(toBigInt).reduce(combine, start), long);
  });
}

export const bitwise: Operators = {
  $bitAnd: combining('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: combining('$bitOr', 0n, (a, b) => a | b),
  $bitXor: combining('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: ofValues('$bitNot', 1, 1, (value) => {
    if (isNullish(value)) return null;
    if (!isInteger(value)) throw typeMismatch(`$bitNot only supports int and long, not: ${typeName(value)}.`);
    return asInteger(~toBigInt(value), kindOf(value) === 'long');
  }),
};
