import { add, asDouble, kindOf } from '../bson/numbers.js';
import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric, type NumberLike, toNumber } from '../bson/types.js';
import { MongoError, notImplemented } from '../errors.js';
import { sortKey, sortFields } from '../query/sort.js';
import { fieldsOf, isNullish, ofValues } from './arguments.js';
import { extremes, positive } from './arrays.js';
import { compareInExpression } from './comparison.js';
import { merged } from './objects.js';
import { distinctValues } from './sets.js';
import type { Context, Evaluate, Operators } from './types.js';

/** What a group makes of its values, one per document; `undefined` is a missing one. */
type Fold = (values: readonly unknown[]) => unknown;

export interface Accumulator {
  /** What is kept of a document. */
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

function deviation(values: readonly unknown[], less: 0 | 1): unknown {
  const numbers = numbersIn(values).map(real);
  if (numbers.length <= less) return null;
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const squares = numbers.reduce((total, number) => total + (number - mean) ** 2, 0);
  return asDouble(Math.sqrt(squares / (numbers.length - less)));
}

function extreme(values: readonly unknown[], sign: 1 | -1): unknown {
  let best: unknown;
  for (const value of values) {
    if (isNullish(value)) continue;
    if (best === undefined || compareInExpression(value, best) * sign > 0) best = value;
  }
  return best ?? null;
}

/** Of the values of a group; in an expression, of its arguments or of the one array among them. */
const FOLDS: Readonly<Record<string, Fold>> = {
  $sum: sum,
  $avg: average,
  $max: (values) => extreme(values, 1),
  $min: (values) => extreme(values, -1),
  $stdDevPop: (values) => deviation(values, 0),
  $stdDevSamp: (values) => deviation(values, 1),
};

const GROUP_FOLDS: Readonly<Record<string, Fold>> = {
  ...FOLDS,
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => distinctValues(values.filter((value) => value !== undefined)),
  $mergeObjects: merged,
};

type Several = (values: readonly unknown[], n: number) => unknown[];
const orNull = (values: readonly unknown[]): unknown[] => values.map((value) => value ?? null);

const SEVERAL: Readonly<Record<string, Several>> = {
  $firstN: (values, n) => orNull(values.slice(0, n)),
  $lastN: (values, n) => orNull(values.slice(-n)),
  $maxN: (values, n) => extremes(values, -1, n),
  $minN: (values, n) => extremes(values, 1, n),
};

const BY_SORT: Readonly<Record<string, { readonly single: boolean; readonly sign: 1 | -1 }>> = {
  $top: { single: true, sign: 1 },
  $topN: { single: false, sign: 1 },
  $bottom: { single: true, sign: -1 },
  $bottomN: { single: false, sign: -1 },
};

export const ACCUMULATORS: readonly string[] = [
  ...Object.keys(GROUP_FOLDS),
  ...Object.keys(SEVERAL),
  ...Object.keys(BY_SORT),
  '$count',
];

export const REFUSED_ACCUMULATORS = ['$accumulator', '$median', '$percentile'];

/** `{ $accumulator: argument }` of a field of a group. */
export function compileAccumulator(name: string, argument: unknown, context: Context): Accumulator {
  const fold = Object.hasOwn(GROUP_FOLDS, name) ? GROUP_FOLDS[name] : undefined;
  if (fold !== undefined) return { value: context.compile(argument), result: fold };
  if (name === '$count') {
    fieldsOf('$count', argument, []);
    return { value: () => 1, result: sum };
  }
  const several = Object.hasOwn(SEVERAL, name) ? SEVERAL[name] : undefined;
  if (several !== undefined) return ofSeveral(name, several, argument, context);
  if (Object.hasOwn(BY_SORT, name)) return bySort(name, argument, context);
  if (REFUSED_ACCUMULATORS.includes(name)) throw notImplemented(`the accumulator ${name}`);
  throw new MongoError(15952, `unknown group operator '${name}'`);
}

function ofSeveral(name: string, pick: Several, argument: unknown, context: Context): Accumulator {
  const spec = fieldsOf(name, argument, ['n', 'input']);
  const n = positive(name, constant(name, spec.n, context));
  return { value: context.compile(spec.input), result: (values) => pick(values, n) };
}

/** An `n` that looks at the group's key would need the group first. */
function constant(name: string, value: unknown, context: Context): unknown {
  if (isNumeric(value)) return value;
  context.compile(value);
  throw notImplemented(`an n of ${name} that is no number`);
}

interface Sorted {
  readonly key: Buffer;
  readonly output: unknown;
}

function bySort(name: string, argument: unknown, context: Context): Accumulator {
  const { single = true, sign = 1 } = BY_SORT[name] ?? {};
  const spec = fieldsOf(name, argument, ['sortBy', 'output', ...(single ? [] : ['n'])]);
  if (!isDoc(spec.sortBy))
    throw new MongoError(10065, `invalid parameter: expected an object (sortBy) in ${name}`);
  const keyOf = sortKey(sortFields(spec.sortBy));
  const output = context.compile(spec.output);
  const n = single ? 1 : positive(name, constant(name, spec.n, context));
  return {
    value: (scope): Sorted => ({ key: keyOf(scope.root as Doc), output: output(scope) }),
    result: (values) => {
      const ordered = (values as readonly Sorted[]).toSorted((a, b) => Buffer.compare(a.key, b.key));
      const picked = sign > 0 ? ordered.slice(0, n) : ordered.slice(-n);
      const outputs = orNull(picked.map((item) => item.output));
      return single ? outputs[0] : outputs;
    },
  };
}

/** `$sum` and its like as expressions. */
export const folds: Operators = Object.fromEntries(
  Object.entries(FOLDS).map(([name, fold]) => [
    name,
    ofValues(name, 0, Number.MAX_SAFE_INTEGER, (...values) => {
      const [only] = values;
      return fold(values.length === 1 && Array.isArray(only) ? (only as unknown[]) : values);
    }),
  ]),
);
