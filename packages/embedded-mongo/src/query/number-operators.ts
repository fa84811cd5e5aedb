import { Decimal128 } from 'bson';
import { toBigInt } from '../bson/numbers.js';
import { isNumeric, toNumber, TYPE_NUMBERS, typeName } from '../bson/types.js';
import { badValue } from '../errors.js';
import type { Operator, Test } from './operator.js';
import { someElementAt } from './path.js';

/** The integer part of a number within 64 bits. Undefined for other values, which have no remainder. */
function whole(value: unknown): bigint | undefined {
  if (!isNumeric(value)) return undefined;
  const number = toNumber(value);
  if (!Number.isFinite(number) || Math.abs(number) > 2 ** 63) return undefined;
  return value instanceof Decimal128 || !Number.isInteger(number)
    ? BigInt(Math.trunc(number))
    : toBigInt(value);
}

export const $mod: Operator = (path, argument) => {
  if (!Array.isArray(argument)) throw badValue('malformed mod, needs to be an array');
  if (argument.length < 2) throw badValue('malformed mod, not enough elements');
  if (argument.length > 2) throw badValue('malformed mod, too many elements');
  const [divisor = 0n, remainder = 0n] = argument.map((part: unknown) => {
    const number = whole(part);
    if (number === undefined) throw badValue('malformed mod, divisor and remainder must be numbers');
    return number;
  });
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return (doc) =>
    someElementAt(doc, path, (value) => {
      const number = whole(value);
      return number !== undefined && number % divisor === remainder;
    });
};

export const $type: Operator = (path, argument) => {
  const wanted = (Array.isArray(argument) ? argument : [argument]).map(typeAlias);
  const test: Test = (value) => {
    if (value === undefined) return false;
    const name = typeName(value);
    return wanted.includes(name) || (wanted.includes('number') && isNumeric(value));
  };
  return (doc) => someElementAt(doc, path, test);
};

function typeAlias(alias: unknown): string {
  if (isNumeric(alias)) {
    const name = TYPE_NUMBERS[toNumber(alias)];
    if (name === undefined) throw badValue(`Invalid numerical type code: ${toNumber(alias)}`);
    return name;
  }
  if (alias === 'number' || Object.values(TYPE_NUMBERS).includes(alias as string)) return alias as string;
  throw badValue(`Unknown type name alias: ${String(alias)}`);
}
