import { evalExpr } from 'mingo/core';
import { compareValues } from '../bson/key.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { MongoError } from '../errors.js';

type MingoOptions = Parameters<typeof evalExpr>[2];
type ExpressionOperator = (doc: never, argument: unknown, options: MingoOptions) => unknown;

const evaluate = (doc: unknown, expression: unknown, options: MingoOptions): unknown =>
  evalExpr(doc, expression, options);

/** In expressions, unlike in filters, a missing value is less than null. */
export function compareInExpression(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return Math.sign(compareValues(a, b));
}

function operands(name: string, doc: unknown, argument: unknown, options: MingoOptions): [unknown, unknown] {
  if (!Array.isArray(argument) || argument.length !== 2) {
    const given = Array.isArray(argument) ? argument.length : 1;
    throw new MongoError(16020, `Expression ${name} takes exactly 2 arguments. ${given} were passed in.`);
  }
  const [left, right] = argument as [unknown, unknown];
  return [evaluate(doc, left, options), evaluate(doc, right, options)];
}

const comparison =
  (name: string, answer: (order: number) => unknown): ExpressionOperator =>
  (doc, argument, options) =>
    answer(compareInExpression(...operands(name, doc, argument, options)));

/** False, null, missing and zero are false; everything else, the empty string too, is true. */
export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumeric(value) || toNumber(value) !== 0;
}

const list = (argument: unknown): unknown[] => (Array.isArray(argument) ? argument : [argument]);

/** In the place of mingo's own, which order values by JavaScript's types. */
export const comparisons: Readonly<Record<string, ExpressionOperator>> = {
  $cmp: comparison('$cmp', (order) => order),
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $and: (doc, argument, options) => list(argument).every((item) => isTruthy(evaluate(doc, item, options))),
  $or: (doc, argument, options) => list(argument).some((item) => isTruthy(evaluate(doc, item, options))),
  $not: (doc, argument, options) => !isTruthy(evaluate(doc, list(argument)[0], options)),
  $cond: (doc, argument, options) => {
    const given = argument as { if: unknown; then: unknown; else: unknown } | unknown[];
    const parts = Array.isArray(given) ? given : [given.if, given.then, given.else];
    if (parts.length !== 3) throw new MongoError(16020, 'Expression $cond takes exactly 3 arguments.');
    return evaluate(doc, isTruthy(evaluate(doc, parts[0], options)) ? parts[1] : parts[2], options);
  },
  $in: (doc, argument, options) => {
    const [value, array] = operands('$in', doc, argument, options);
    if (!Array.isArray(array)) throw new MongoError(40081, '$in requires an array as a second argument');
    return array.some((item) => compareInExpression(item, value) === 0);
  },
};
