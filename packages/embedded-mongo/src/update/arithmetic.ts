import type { Int32 } from 'bson';
import { Decimal128, Double, Long } from 'bson';
import { asDouble, asInteger, kindOf, toBigInt } from '../bson/numbers.js';
import { isNumeric, type NumberLike, toNumber, typeName } from '../bson/types.js';
import { badValue, typeMismatch } from '../errors.js';

/**
 * `$inc` and `$mul` with MongoDB's types: two integers give an integer, a Long once it leaves 32 bits, and
 * anything with a double gives a double.
 */
export function arithmetic(
  operator: '$inc' | '$mul',
  path: string,
  current: unknown,
  by: unknown,
): NumberLike {
  if (!isNumeric(by)) {
    const verb = operator === '$inc' ? 'increment' : 'multiply';
    throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${JSON.stringify(by)}}`);
  }
  if (current === undefined) return operator === '$inc' ? by : zeroOf(by);
  if (!isNumeric(current)) {
    throw typeMismatch(
      `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' has non-numeric type ${typeName(current)}`,
    );
  }
  const kinds = [kindOf(current), kindOf(by)];
  if (kinds.includes('double')) {
    const [a, b] = [toNumber(current), toNumber(by)];
    return asDouble(operator === '$inc' ? a + b : a * b);
  }
  const [a, b] = [toBigInt(current), toBigInt(by)];
  const result = asInteger(operator === '$inc' ? a + b : a * b, kinds.includes('long'));
  if (result === undefined)
    throw badValue(`Failed to apply the operation to the field '${path}': the result is out of range`);
  return result;
}

function zeroOf(by: NumberLike): NumberLike {
  const kind = typeName(by);
  if (kind === 'decimal') return Decimal128.fromString('0');
  if (kind === 'long') return Long.ZERO;
  return kind === 'int' ? 0 : new Double(0);
}

/** `{ $bit: { field: { and | or | xor: integer } } }` */
export function bitwise(path: string, current: unknown, argument: unknown): NumberLike {
  const operations = typeof argument === 'object' && argument !== null ? Object.entries(argument) : [];
  if (operations.length === 0) throw badValue('You must pass in at least one bitwise operation');
  let value: NumberLike = current === undefined ? 0 : integer(path, current);
  for (const [name, operand] of operations) {
    const right = integer(path, operand);
    const long: boolean = [value, right].some((part) => typeName(part) === 'long');
    const result: bigint = bits(name, toBigInt(value), toBigInt(right));
    value = long ? Long.fromBigInt(result) : Number(result);
  }
  return value;
}

function bits(name: string, a: bigint, b: bigint): bigint {
  if (name === 'and') return a & b;
  if (name === 'or') return a | b;
  if (name === 'xor') return a ^ b;
  throw badValue(
    `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator`,
  );
}

function integer(path: string, value: unknown): number | Long | Int32 {
  const name = typeName(value);
  if (name === 'int' || name === 'long') return value as number | Long | Int32;
  throw badValue(
    `Cannot apply $bit to a value of non-integral type. ${path} has the non-integer type ${name}`,
  );
}
