import { type Doc, isDoc, setField } from '../bson/document.js';
import { isNumeric, typeName } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { sorter } from '../query/sort.js';
import { arrayOf, fieldsOf, integerOf, isNullish, ofFields, ofValues } from './arguments.js';
import { compareInExpression } from './comparison.js';
import type { Operator, Operators } from './types.js';

const orNull =
  <T extends unknown[]>(compute: (value: unknown, ...rest: T) => unknown) =>
  (value: unknown, ...rest: T): unknown =>
    isNullish(value) ? null : compute(value, ...rest);

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

const LARGEST_RANGE = 2_000_000;

function range(from: unknown, to: unknown, by: unknown = 1): unknown {
  const start = integerOf('$range', 'starting value', from, 34443);
  const end = integerOf('$range', 'ending value', to, 34445);
  const step = integerOf('$range', 'step value', by, 34447);
  if (step === 0) throw new MongoError(34449, '$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (length > LARGEST_RANGE) throw new MongoError(146, '$range would exceed the memory limit');
  return Array.from({ length }, (_, at) => start + at * step);
}

function toObject(value: unknown): unknown {
  const result: Doc = {};
  for (const item of arrayOf('$arrayToObject', value, 40386)) {
    const pair: unknown[] = Array.isArray(item) ? item : isDoc(item) ? [item.k, item.v] : [];
    const fields = isDoc(item) ? Object.keys(item).length : pair.length;
    if (fields !== 2 || (isDoc(item) && !('k' in item && 'v' in item)))
      throw new MongoError(
        40392,
        '$arrayToObject requires an object with exactly two fields k and v, or pairs',
      );
    const [name, content] = pair;
    if (typeof name !== 'string' || name.includes('\0'))
      throw new MongoError(40393, '$arrayToObject requires keys of type string, found: ' + typeName(name));
    setField(result, name, content);
  }
  return result;
}

function toArray(value: unknown): unknown {
  if (!isDoc(value))
    throw new MongoError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
  return Object.entries(value).map(([k, v]) => ({ k, v }));
}

const $sortArray: Operator = (argument, context) => {
  const { input, sortBy } = fieldsOf('$sortArray', argument, ['input', 'sortBy']);
  const array = context.compile(input);
  if (isNumeric(sortBy)) {
    const direction = integerOf('$sortArray', 'sort order', sortBy, 2942504);
    if (Math.abs(direction) !== 1)
      throw new MongoError(2942504, '$sortArray: the sort order must be 1 or -1');
    const order = (a: unknown, b: unknown): number => compareInExpression(a, b) * direction;
    return (scope) => orNull((value) => [...arrayOf('$sortArray', value, 2942504)].sort(order))(array(scope));
  }
  if (!isDoc(sortBy) || Object.keys(sortBy).length === 0)
    throw new MongoError(2942505, '$sortArray: sortBy must be a number or an object');
  const sort = sorter(sortBy);
  return (scope) =>
    orNull((value) => sort(arrayOf('$sortArray', value, 2942504), (item) => (isDoc(item) ? item : {})))(
      array(scope),
    );
};

const $zip: Operator = (argument, context) => {
  const spec = fieldsOf('$zip', argument, ['inputs'], ['useLongestLength', 'defaults']);
  if (!Array.isArray(spec.inputs) || spec.inputs.length === 0)
    throw new MongoError(34461, '$zip: inputs must be an array of expressions, with at least one');
  const longest = spec.useLongestLength === true;
  if (spec.defaults !== undefined && !longest)
    throw new MongoError(34466, '$zip: cannot specify defaults unless useLongestLength is true');
  const inputs = spec.inputs.map((item: unknown) => context.compile(item));
  const fallback = context.compile(spec.defaults ?? []);
  return (scope) => {
    const values = inputs.map((input) => input(scope));
    if (values.some(isNullish)) return null;
    const arrays = values.map((value) => arrayOf('$zip', value, 34468));
    const defaults = arrayOf('$zip', fallback(scope), 34462);
    const lengths = arrays.map((array) => array.length);
    const length = longest ? Math.max(...lengths) : Math.min(...lengths);
    return Array.from({ length }, (_, at) =>
      arrays.map((array, index) => (at < array.length ? array[at] : (defaults[index] ?? null))),
    );
  };
};

/** `$firstN`, `$lastN`, `$minN`, `$maxN` of an array. */
const several = (name: string, pick: (array: readonly unknown[], n: number) => unknown[]): Operator =>
  ofFields(name, ['n', 'input'], [], ({ n, input }) => {
    const count = positive(name, n);
    return pick(arrayOf(name, input, 5788200), count);
  });

export function positive(name: string, n: unknown): number {
  const count = integerOf(name, 'n', n, 5787902);
  if (count > 0) return count;
  throw new MongoError(5787908, `'n' must be greater than 0, found ${count} for ${name}`);
}

/** The least or greatest values, as `$minN` and `$maxN` give them. */
export const extremes = (values: readonly unknown[], sign: 1 | -1, n: number): unknown[] =>
  values
    .filter((value) => !isNullish(value))
    .sort((a, b) => sign * compareInExpression(a, b))
    .slice(0, n);

const MANY = Number.MAX_SAFE_INTEGER;

export const arrays: Operators = {
  $arrayElemAt: ofValues('$arrayElemAt', 2, 2, elementAt),
  $first: ofValues('$first', 1, 1, (array) => elementAt(array, 0)),
  $last: ofValues('$last', 1, 1, (array) => elementAt(array, -1)),
  $firstN: several('$firstN', (array, n) => array.slice(0, n)),
  $lastN: several('$lastN', (array, n) => array.slice(-n)),
  $minN: several('$minN', (array, n) => extremes(array, 1, n)),
  $maxN: several('$maxN', (array, n) => extremes(array, -1, n)),
  $concatArrays: ofValues('$concatArrays', 0, MANY, concatenated),
  $in: ofValues('$in', 2, 2, (value, array) => {
    if (!Array.isArray(array))
      throw new MongoError(40081, `$in requires an array as a second argument, found: ${typeName(array)}`);
    return array.some((item) => equal(item, value));
  }),
  $indexOfArray: ofValues('$indexOfArray', 2, 4, indexOf),
  $isArray: ofValues('$isArray', 1, 1, (value) => Array.isArray(value)),
  $range: ofValues('$range', 2, 3, range),
  $reverseArray: ofValues(
    '$reverseArray',
    1,
    1,
    orNull((value) => [...arrayOf('$reverseArray', value, 34435)].reverse()),
  ),
  $size: ofValues('$size', 1, 1, (value) => arrayOf('The argument to $size', value, 17124).length),
  $slice: ofValues('$slice', 2, 3, slice),
  $sortArray,
  $zip,
  $arrayToObject: ofValues('$arrayToObject', 1, 1, orNull(toObject)),
  $objectToArray: ofValues('$objectToArray', 1, 1, orNull(toArray)),
};
