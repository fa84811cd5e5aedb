import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric, type NumberLike, toNumber, typeName } from '../bson/types.js';
import { MongoError } from '../errors.js';
import type { Operator } from './types.js';

/** The maximum for operators with any number of arguments. */
export const MANY = Number.MAX_SAFE_INTEGER;

export const isNullish = (value: unknown): value is null | undefined => value === null || value === undefined;

/** The arguments of an operator as a list. A single argument needs no array around it. */
export function listOf(name: string, argument: unknown, min: number, max = min): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  if (list.length >= min && list.length <= max) return list;
  if (min === max)
    throw new MongoError(
      16020,
      `Expression ${name} takes exactly ${min} arguments. ${list.length} were passed in.`,
    );
  throw new MongoError(
    28667,
    `Expression ${name} takes at least ${min} arguments, and at most ${max}, but ${list.length} were passed in.`,
  );
}

/** An operator with `min` to `max` arguments. */
export const ofValues =
  (name: string, min: number, max: number, compute: (...values: unknown[]) => unknown): Operator =>
  (argument, context) => {
    const items = listOf(name, argument, min, max).map((item) => context.compile(item));
    return (scope) => compute(...items.map((item) => item(scope)));
  };

export function fieldsOf(
  name: string,
  argument: unknown,
  required: readonly string[],
  optional: readonly string[] = [],
): Doc {
  if (!isDoc(argument)) throw new MongoError(9, `${name} only supports an object as its argument`);
  for (const field of Object.keys(argument))
    if (!required.includes(field) && !optional.includes(field))
      throw new MongoError(9, `${name} found an unknown argument: ${field}`);
  for (const field of required)
    if (!(field in argument)) throw new MongoError(9, `Missing '${field}' parameter to ${name}`);
  return argument;
}

/** A whole number of at most 2^31, for positions and counts. */
export function integerOf(name: string, what: string, value: unknown, code = 40096): number {
  const number = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (Number.isInteger(number) && Math.abs(number) <= 2 ** 31) return number;
  throw new MongoError(
    code,
    `${name} requires an integral ${what}, found a value of type: ${typeName(value)}`,
  );
}

export function arrayOf(name: string, value: unknown, code: number): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new MongoError(code, `${name} requires an array, found: ${typeName(value)}`);
}

export function stringOf(name: string, value: unknown, code: number): string {
  if (typeof value === 'string') return value;
  throw new MongoError(code, `${name} requires a string argument, found: ${typeName(value)}`);
}

export function numberOf(name: string, value: unknown, code: number, what = 'numeric types'): NumberLike {
  if (isNumeric(value)) return value;
  throw new MongoError(code, `${name} only supports ${what}, not ${typeName(value)}`);
}
