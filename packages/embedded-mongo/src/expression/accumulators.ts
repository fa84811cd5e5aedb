import { encodeKey } from '../bson/key.js';
import { add, asDouble, kindOf } from '../bson/numbers.js';
import { isNumeric, type NumberLike, toNumber } from '../bson/types.js';
import { MongoError, notImplemented } from '../errors.js';
import { fieldsOf, integerOf, isNullish, MANY, ofValues } from './arguments.js';
import { compareInExpression } from './comparison.js';
import type { Context, Evaluate, Operators } from './types.js';

/** Computes a group's result from one value per document; `undefined` is a missing value. */
type Fold = (values: readonly unknown[]) => unknown;

export interface Accumulator {
  /** The value that a group keeps of each document. */
  readonly value: Evaluate;
  readonly result: Fold;
}

const numbersIn = (values: readonly unknown[]): NumberLike[] => values.filter(isNumeric);

const sum: Fold = (values) => numbersIn(values).reduce<NumberLike>(add, 0);

function average(values: readonly unknown[]): unknown {
  const numbers = numbersIn(values).map(real);
  return numbers.length === 0 ? null : asDouble(numbers.reduce((a, b) => a + b, 0) / numbers.length);
}

function real(value: NumberLike): number {
  kindOf(value);
  return toNumber(value);
}

function extreme(values: readonly unknown[], sign: 1 | -1): unknown {
  let best: unknown;
  for (const value of values) {
    if (isNullish(value)) continue;
    if (best === undefined || compareInExpression(value, best) * sign > 0) best = value;
  }
  return best ?? null;
}

const present: Fold = (values) => values.filter((value) => value !== undefined);

/** The distinct values. Of equal values the first is kept. */
function distinct(values: readonly unknown[]): unknown {
  const found = new Map<string, unknown>();
  for (const value of values) {
    if (value === undefined) continue;
    const key = encodeKey(value).toString('latin1');
    if (!found.has(key)) found.set(key, value);
  }
  return [...found.values()];
}

/** In a group, each takes the group's values; in an expression, its arguments, or its single argument's elements. */
const FOLDS: Readonly<Record<string, Fold>> = {
  $sum: sum,
  $avg: average,
  $max: (values) => extreme(values, 1),
  $min: (values) => extreme(values, -1),
};

const GROUP_FOLDS: Readonly<Record<string, Fold>> = {
  ...FOLDS,
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: present,
  $addToSet: distinct,
};

export const ACCUMULATORS: readonly string[] = [...Object.keys(GROUP_FOLDS), '$count', '$firstN'];

/** Accumulators that MongoDB has and the embedded database refuses. */
export const REFUSED_ACCUMULATORS: ReadonlySet<string> = new Set(
  `$accumulator $bottom $bottomN $concatArrays $lastN $maxN $median $mergeObjects $minN $percentile $setUnion
  $stdDevPop $stdDevSamp $top $topN`.split(/\s+/),
);

/** Compiles `{ $accumulator: argument }`, a field of a group. */
export function compileAccumulator(name: string, argument: unknown, context: Context): Accumulator {
  const fold = Object.hasOwn(GROUP_FOLDS, name) ? GROUP_FOLDS[name] : undefined;
  if (fold !== undefined) return { value: context.compile(argument), result: fold };
  if (name === '$count') {
    fieldsOf('$count', argument, []);
    return { value: () => 1, result: sum };
  }
  if (name === '$firstN') return firstN(argument, context);
  if (REFUSED_ACCUMULATORS.has(name)) throw notImplemented(`the accumulator ${name}`);
  throw new MongoError(15952, `unknown group operator '${name}'`);
}

function firstN(argument: unknown, context: Context): Accumulator {
  const { n, input } = fieldsOf('$firstN', argument, ['n', 'input']);
  // Another expression may depend on the key of the group, which is not known yet.
  if (!isNumeric(n)) throw notImplemented('an expression as n of $firstN');
  const count = integerOf('$firstN', 'n', n, 5787902);
  if (count < 1) throw new MongoError(5787908, `'n' must be greater than 0, found ${count} for $firstN`);
  return {
    value: context.compile(input),
    result: (values) => values.slice(0, count).map((value) => value ?? null),
  };
}

/** The accumulators that are expressions too, such as `$sum`. */
export const folds: Operators = Object.fromEntries(
  Object.entries(FOLDS).map(([name, fold]) => [
    name,
    ofValues(name, 0, MANY, (...values) => {
      const [only] = values;
      return fold(values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values);
    }),
  ]),
);
