import { typeName } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { arrayOf, integerOf, isNullish, MANY, ofValues } from './arguments.js';
import { compareInExpression } from './comparison.js';
import type { Operators } from './types.js';

const equal = (a: unknown, b: unknown): boolean => compareInExpression(a, b) === 0;

function elementAt(value: unknown, position: unknown): unknown {
  if (isNullish(value) || isNullish(position)) return null;
  const array = arrayOf('$arrayElemAt', value, 28689);
  const at = integerOf('$arrayElemAt', 'position', position, 28691);
  return array[at < 0 ? array.length + at : at];
}

const concatenated = (...arrays: unknown[]): unknown =>
  arrays.some(isNullish) ? null : arrays.flatMap((array) => arrayOf('$concatArrays', array, 28664));

function indexOf(value: unknown, wanted: unknown, from: unknown, to: unknown): unknown {
  if (isNullish(value)) return null;
  const array = arrayOf('$indexOfArray', value, 40090);
  const bound = (at: unknown, fallback: number): number => {
    if (at === undefined) return fallback;
    const position = integerOf('$indexOfArray', 'position', at, 40096);
    if (position < 0) throw new MongoError(40097, '$indexOfArray requires a nonnegative position');
    return position;
  };
  const end = Math.min(bound(to, array.length), array.length);
  for (let at = bound(from, 0); at < end; at += 1) if (equal(array[at], wanted)) return at;
  return -1;
}

function slice(value: unknown, first: unknown, second?: unknown): unknown {
  if (isNullish(value) || isNullish(first) || second === null) return null;
  const array = arrayOf('$slice', value, 28724);
  const n = integerOf('$slice', 'number', first, 28725);
  if (second === undefined) return n >= 0 ? array.slice(0, n) : array.slice(n);
  const count = integerOf('$slice', 'number', second, 28727);
  if (count <= 0) throw new MongoError(28729, 'Third argument to $slice must be positive');
  const start = n < 0 ? Math.max(0, array.length + n) : n;
  return array.slice(start, start + count);
}

const MAX_RANGE_LENGTH = 2_000_000;

function range(from: unknown, to: unknown, by: unknown = 1): unknown {
  const start = integerOf('$range', 'starting value', from, 34443);
  const end = integerOf('$range', 'ending value', to, 34445);
  const step = integerOf('$range', 'step value', by, 34447);
  if (step === 0) throw new MongoError(34449, '$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (length > MAX_RANGE_LENGTH) throw new MongoError(146, '$range would exceed the memory limit');
  return Array.from({ length }, (_, at) => start + at * step);
}

export const arrays: Operators = {
  $arrayElemAt: ofValues('$arrayElemAt', 2, 2, elementAt),
  $first: ofValues('$first', 1, 1, (array) => elementAt(array, 0)),
  $last: ofValues('$last', 1, 1, (array) => elementAt(array, -1)),
  $concatArrays: ofValues('$concatArrays', 0, MANY, concatenated),
  $in: ofValues('$in', 2, 2, (value, array) => {
    if (!Array.isArray(array))
      throw new MongoError(40081, `$in requires an array as a second argument, found: ${typeName(array)}`);
    return array.some((item) => equal(item, value));
  }),
  $indexOfArray: ofValues('$indexOfArray', 2, 4, indexOf),
  $isArray: ofValues('$isArray', 1, 1, (value) => Array.isArray(value)),
  $range: ofValues('$range', 2, 3, range),
  $reverseArray: ofValues('$reverseArray', 1, 1, (value) =>
    isNullish(value) ? null : [...arrayOf('$reverseArray', value, 34435)].reverse(),
  ),
  $size: ofValues('$size', 1, 1, (value) => arrayOf('The argument to $size', value, 17124).length),
  $slice: ofValues('$slice', 2, 3, slice),
};
