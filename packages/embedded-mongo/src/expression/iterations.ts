import { MongoError } from '../errors.js';
import { arrayOf, fieldsOf, integerOf, isNullish } from './arguments.js';
import { isTruthy } from './booleans.js';
import { assertVariable } from './scope.js';
import type { Operator, Operators } from './types.js';

function variableName(name: unknown): string {
  return name === 'CURRENT' ? name : assertVariable(String(name));
}

const $map: Operator = (argument, context) => {
  const spec = fieldsOf('$map', argument, ['input', 'in'], ['as']);
  const name = variableName(spec.as ?? 'this');
  const input = context.compile(spec.input);
  const each = context.compile(spec.in, [name]);
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    return arrayOf('$map', array, 16883).map((item) => each(scope.with(name, item)) ?? null);
  };
};

const $filter: Operator = (argument, context) => {
  const spec = fieldsOf('$filter', argument, ['input', 'cond'], ['as', 'limit']);
  const name = variableName(spec.as ?? 'this');
  const input = context.compile(spec.input);
  const test = context.compile(spec.cond, [name]);
  const maximum = context.compile(spec.limit ?? null);
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    const limit = maximum(scope);
    const count = isNullish(limit) ? Infinity : integerOf('$filter', 'limit', limit, 327391);
    if (count < 1) throw new MongoError(327392, '$filter: limit must be greater than 0');
    const kept: unknown[] = [];
    for (const item of arrayOf('$filter', array, 28651)) {
      if (kept.length >= count) break;
      if (isTruthy(test(scope.with(name, item)))) kept.push(item);
    }
    return kept;
  };
};

const $reduce: Operator = (argument, context) => {
  const spec = fieldsOf('$reduce', argument, ['input', 'initialValue', 'in']);
  const input = context.compile(spec.input);
  const initial = context.compile(spec.initialValue);
  const step = context.compile(spec.in, ['this', 'value']);
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    return arrayOf('$reduce', array, 40080).reduce(
      (value, item) => step(scope.with('this', item).with('value', value)),
      initial(scope),
    );
  };
};

/** Operators that evaluate an expression for each element of an array. */
export const iterations: Operators = { $map, $filter, $reduce };
