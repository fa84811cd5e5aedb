import type { evalExpr } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import { Decimal128, Long, Timestamp } from 'bson';
import { encodeKey } from '../bson/key.js';
import { notImplemented } from '../errors.js';
import { compareInExpression } from './comparisons.js';

type MingoOptions = Parameters<typeof evalExpr>[2];
export type Accumulator = (docs: never, expression: unknown, options: MingoOptions) => unknown;

/** The values of an expression over a group; of an array as it is when the expression was its content. */
function valuesOf(docs: unknown, expression: unknown, options: MingoOptions): unknown[] {
  const push = accumulators.$push as unknown as (...args: unknown[]) => unknown[];
  return push(docs, expression, options);
}

/** Decimal128 and Longs beyond 2^53 are no JavaScript numbers: computing with them would be inexact. */
export function assertComputable(value: unknown): void {
  if (Array.isArray(value)) value.forEach(assertComputable);
  else if (value instanceof Decimal128) throw notImplemented('arithmetic on Decimal128');
  else if (value instanceof Long && !(value instanceof Timestamp))
    throw notImplemented('arithmetic on a Long beyond 2^53');
}

const extreme =
  (sign: 1 | -1): Accumulator =>
  (docs, expression, options) => {
    const present = valuesOf(docs, expression, options).filter(
      (value) => value !== null && value !== undefined,
    );
    return present.reduce<unknown>(
      (best, value) => (best === null || compareInExpression(value, best) * sign > 0 ? value : best),
      null,
    );
  };

const $addToSet: Accumulator = (docs, expression, options) => [
  ...new Map(
    valuesOf(docs, expression, options).map((value) => [encodeKey(value).toString('latin1'), value]),
  ).values(),
];

const numeric =
  (name: keyof typeof accumulators): Accumulator =>
  (docs, expression, options) => {
    const values = valuesOf(
      docs,
      typeof expression === 'number' ? { $literal: expression } : expression,
      options,
    );
    assertComputable(values);
    return (accumulators[name] as unknown as (...args: unknown[]) => unknown)(values, null, options);
  };

/** In the place of mingo's: ordered and told apart as BSON values, and never silently inexact. */
export const bsonAccumulators: Readonly<Record<string, Accumulator>> = {
  $max: extreme(1),
  $min: extreme(-1),
  $addToSet,
  $sum: numeric('$sum'),
  $avg: numeric('$avg'),
  $stdDevPop: numeric('$stdDevPop'),
  $stdDevSamp: numeric('$stdDevSamp'),
};
