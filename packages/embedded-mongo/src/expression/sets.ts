import { encodeKey } from '../bson/key.js';
import { arrayOf, isNullish, ofValues } from './arguments.js';
import { compareInExpression, isTruthy } from './comparison.js';
import type { Operators } from './types.js';

const keysOf = (array: readonly unknown[]): Map<string, unknown> => {
  const keys = new Map<string, unknown>();
  for (const item of array) {
    const key = encodeKey(item).toString('latin1');
    if (!keys.has(key)) keys.set(key, item);
  }
  return keys;
};

/** The distinct values, the first of each. */
export const distinctValues = (array: readonly unknown[]): unknown[] => [...keysOf(array).values()];

const keysOfAll = (
  name: string,
  code: number,
  values: readonly unknown[],
): Map<string, unknown>[] | undefined =>
  values.some(isNullish) ? undefined : values.map((value) => keysOf(arrayOf(name, value, code)));

const inOrder = (set: Iterable<unknown>): unknown[] => [...set].sort(compareInExpression);

const MANY = Number.MAX_SAFE_INTEGER;

function setEquals(...values: unknown[]): boolean {
  const [first, ...rest] = values.map((value) => keysOf(arrayOf('$setEquals', value, 17044)));
  return rest.every((set) => set.size === first?.size && [...set.keys()].every((key) => first.has(key)));
}

function setDifference(a: unknown, b: unknown): unknown {
  const [left, right] = keysOfAll('$setDifference', 17048, [a, b]) ?? [];
  return left === undefined || right === undefined
    ? null
    : [...left].filter(([key]) => !right.has(key)).map(([, item]) => item);
}

function setIntersection(...values: unknown[]): unknown {
  const [first, ...rest] = keysOfAll('$setIntersection', 17047, values) ?? [];
  if (first === undefined) return values.length === 0 ? [] : null;
  return inOrder([...first].filter(([key]) => rest.every((set) => set.has(key))).map(([, item]) => item));
}

function setUnion(...values: unknown[]): unknown {
  const all = keysOfAll('$setUnion', 17043, values);
  return all === undefined ? null : inOrder(distinctValues(all.flatMap((set) => [...set.values()])));
}

function setIsSubset(a: unknown, b: unknown): boolean {
  const left = keysOf(arrayOf('$setIsSubset', a, 17046));
  const right = keysOf(arrayOf('$setIsSubset', b, 17042));
  return [...left.keys()].every((key) => right.has(key));
}

export const sets: Operators = {
  $setEquals: ofValues('$setEquals', 2, MANY, setEquals),
  $setIntersection: ofValues('$setIntersection', 0, MANY, setIntersection),
  $setUnion: ofValues('$setUnion', 0, MANY, setUnion),
  $setDifference: ofValues('$setDifference', 2, 2, setDifference),
  $setIsSubset: ofValues('$setIsSubset', 2, 2, setIsSubset),
  $allElementsTrue: ofValues('$allElementsTrue', 1, 1, (value) =>
    arrayOf('$allElementsTrue', value, 17040).every(isTruthy),
  ),
  $anyElementTrue: ofValues('$anyElementTrue', 1, 1, (value) =>
    arrayOf('$anyElementTrue', value, 17041).some(isTruthy),
  ),
};
