import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { badValue, notImplemented } from '../errors.js';
import { $all, $elemMatch, $size } from './array-operators.js';
import { $mod, $type } from './number-operators.js';
import { type Compiler, element, type Operator, type Predicate } from './operator.js';
import { someAt, someElementAt } from './path.js';
import { isRegex, regexOf } from './regex.js';
import { equalTest, ordered, sameTest } from './value-tests.js';

/**
 * `{ field: value }` matches an equal value, an array that contains or equals it, and a string that matches a regular
 * expression.
 */
export function equals(path: readonly string[], value: unknown): Predicate {
  const test = equalTest(value);
  return (doc) => someElementAt(doc, path, test);
}

const not =
  (operator: Operator): Operator =>
  (path, argument, condition, compiler) => {
    const positive = operator(path, argument, condition, compiler);
    return (doc) => !positive(doc);
  };

const $eq = element(sameTest);
const $matches = element(equalTest);

const $in: Operator = (path, argument) => {
  if (!Array.isArray(argument)) throw badValue('$in needs an array');
  const isOperator = (value: unknown): boolean =>
    isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false);
  if (argument.some(isOperator)) throw badValue('cannot nest $ under $in');
  const tests = argument.map(equalTest);
  return (doc) => someElementAt(doc, path, (value) => tests.some((test) => test(value)));
};

const $exists: Operator = (path, argument) => {
  const wanted = isTrue(argument);
  return (doc) => someAt(doc, path, (value) => value !== undefined) === wanted;
};

const isTrue = (value: unknown): boolean =>
  isNumeric(value) ? toNumber(value) !== 0 : value !== false && value !== null && value !== undefined;

const $not: Operator = (path, argument, _condition, compiler) => {
  if (isRegex(argument)) return not($matches)(path, argument, {}, compiler);
  if (!isDoc(argument)) throw badValue('$not needs a regex or a document');
  if (Object.keys(argument).length === 0) throw badValue('$not cannot be empty');
  if (!Object.keys(argument).every((name) => name.startsWith('$'))) {
    throw badValue(`unknown operator: ${Object.keys(argument)[0] ?? ''}`);
  }
  const positive = compiler.condition(path.join('.'), argument);
  return (doc) => !positive(doc);
};

const $regex: Operator = (path, argument, condition) => {
  const regex = regexOf(argument, condition.$options);
  return $matches(path, regex, condition, { matcher: () => () => false, condition: () => () => false });
};

export const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq,
  $ne: (path, argument, condition, compiler) => {
    if (isRegex(argument)) throw badValue("Can't have regex as arg to $ne.");
    return not($eq)(path, argument, condition, compiler);
  },
  $gt: element((argument) => ordered(argument, (order) => order > 0)),
  $gte: element((argument) => ordered(argument, (order) => order >= 0)),
  $lt: element((argument) => ordered(argument, (order) => order < 0)),
  $lte: element((argument) => ordered(argument, (order) => order <= 0)),
  $in,
  $nin: (path, argument, condition, compiler) => {
    if (!Array.isArray(argument)) throw badValue('$nin needs an array');
    return not($in)(path, argument, condition, compiler);
  },
  $exists,
  $size,
  $elemMatch,
  $all,
  $not,
  $mod,
  $type,
  $regex,
};

/** Field operators that MongoDB has and the embedded database refuses. */
export const REFUSED: ReadonlySet<string> = new Set(
  `$bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet $db $geoIntersects $geoWithin $id $maxDistance $minDistance $near
  $nearSphere $within`.split(/\s+/),
);

/** The predicate of one operator of `{ path: { operator: argument, ... } }`. */
export function fieldOperator(
  path: readonly string[],
  name: string,
  condition: Doc,
  compiler: Compiler,
): Predicate {
  if (name === '$comment') return () => true;
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (operator !== undefined) return operator(path, condition[name], condition, compiler);
  if (REFUSED.has(name)) throw notImplemented(name);
  throw badValue(`unknown operator: ${name}`);
}
