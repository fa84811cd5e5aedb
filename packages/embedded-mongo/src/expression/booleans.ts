import { isDoc } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { fieldsOf, isNullish, listOf, ofValues } from './arguments.js';
import type { Operator, Operators } from './types.js';

/** False for false, null, missing and zero; true for everything else, even an empty string. */
export function isTruthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return !isNumeric(value) || toNumber(value) !== 0;
}

const list = (argument: unknown): readonly unknown[] => (Array.isArray(argument) ? argument : [argument]);

const $and: Operator = (argument, context) => {
  const items = list(argument).map((item) => context.compile(item));
  return (scope) => items.every((item) => isTruthy(item(scope)));
};

const $or: Operator = (argument, context) => {
  const items = list(argument).map((item) => context.compile(item));
  return (scope) => items.some((item) => isTruthy(item(scope)));
};

const $cond: Operator = (argument, context) => {
  const parts = isDoc(argument)
    ? Object.values({ if: 0, then: 0, else: 0, ...fieldsOf('$cond', argument, ['if', 'then', 'else']) })
    : listOf('$cond', argument, 3);
  const [test, yes, no] = parts.map((part) => context.compile(part));
  return (scope) => (isTruthy(test?.(scope)) ? yes?.(scope) : no?.(scope));
};

const $ifNull: Operator = (argument, context) => {
  const items = list(argument).map((item) => context.compile(item));
  if (items.length < 2) throw new MongoError(1257300, '$ifNull needs at least two arguments, had: 1');
  return (scope) => {
    let value: unknown;
    for (const item of items) {
      value = item(scope);
      if (!isNullish(value)) return value;
    }
    return value;
  };
};

const $switch: Operator = (argument, context) => {
  const { branches, ...rest } = fieldsOf('$switch', argument, ['branches'], ['default']);
  if (!Array.isArray(branches) || branches.length === 0)
    throw new MongoError(40068, '$switch requires at least one branch.');
  const compiled = branches.map((branch) => {
    const parts = fieldsOf('$switch', branch, ['case', 'then']);
    return { test: context.compile(parts.case), then: context.compile(parts.then) };
  });
  const otherwise = 'default' in rest ? context.compile(rest.default) : undefined;
  return (scope) => {
    const branch = compiled.find(({ test }) => isTruthy(test(scope)));
    if (branch !== undefined) return branch.then(scope);
    if (otherwise !== undefined) return otherwise(scope);
    throw new MongoError(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  };
};

/** Boolean and conditional operators. */
export const booleans: Operators = {
  $and,
  $or,
  $not: ofValues('$not', 1, 1, (value) => !isTruthy(value)),
  $cond,
  $ifNull,
  $switch,
};
