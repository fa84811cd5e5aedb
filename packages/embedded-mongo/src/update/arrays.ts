import { type Doc, isDoc } from '../bson/document.js';
import { compareValues, equalValues } from '../bson/compare.js';
import { isNumeric, toNumber, typeName } from '../bson/types.js';
import { badValue, MongoError } from '../errors.js';
import { fieldPredicate, isOperators, matcher, TOP_LEVEL } from '../query/matcher.js';
import { isRegex } from '../query/regex.js';
import { sorter } from '../query/sort.js';

const integerOf = (value: unknown, what: string): number => {
  const number = isNumeric(value) ? toNumber(value) : Number.NaN;
  if (!Number.isInteger(number))
    throw badValue(`The value for ${what} must be an integer value but was given type: ${typeName(value)}`);
  return number;
};

function arrayAt(operator: string, path: string, current: unknown): unknown[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current as unknown[];
  throw badValue(`The field '${path}' must be an array but is of type ${typeName(current)} (${operator})`);
}

/** The values of the argument: the argument itself, or `$each` with its modifiers. */
function eachOf(
  argument: unknown,
  allowed: readonly string[],
  operator: string,
): { items: unknown[]; modifiers: Doc } {
  if (!isDoc(argument) || !('$each' in argument)) return { items: [argument], modifiers: {} };
  const { $each: items, ...modifiers } = argument;
  if (!Array.isArray(items)) {
    throw operator === '$push'
      ? badValue('The argument to $each in $push must be an array but it was of type: ' + typeName(items))
      : new MongoError(
          14,
          'The argument to $each in $addToSet must be an array but it was of type ' + typeName(items),
        );
  }
  for (const name of Object.keys(modifiers)) {
    if (!allowed.includes(name)) throw badValue(`Unrecognized clause in ${operator}: ${name}`);
  }
  return { items, modifiers };
}

export function push(path: string, current: unknown, argument: unknown): unknown[] {
  const { items, modifiers } = eachOf(argument, ['$slice', '$sort', '$position'], '$push');
  const array = [...arrayAt('$push', path, current)];
  const at = '$position' in modifiers ? integerOf(modifiers.$position, '$position') : array.length;
  array.splice(at, 0, ...items);
  const sorted = '$sort' in modifiers ? sortItems(array, modifiers.$sort) : array;
  if (!('$slice' in modifiers)) return sorted;
  const slice = integerOf(modifiers.$slice, '$slice');
  if (slice === 0) return [];
  return slice > 0 ? sorted.slice(0, slice) : sorted.slice(slice);
}

function sortItems(items: readonly unknown[], order: unknown): unknown[] {
  if (isDoc(order)) {
    const wrap = (item: unknown): Doc => (isDoc(item) ? item : {});
    return sorter(order)(items, wrap);
  }
  const direction = isNumeric(order) ? toNumber(order) : 0;
  if (direction !== 1 && direction !== -1) {
    throw badValue('The $sort element value must be either 1 or -1');
  }
  return [...items].sort((a, b) => compareValues(a, b) * direction);
}

export function addToSet(path: string, current: unknown, argument: unknown): unknown[] {
  const { items } = eachOf(argument, [], '$addToSet');
  const array = [...arrayAt('$addToSet', path, current)];
  for (const item of items) if (!array.some((present) => equalValues(present, item))) array.push(item);
  return array;
}

/** Undefined when the field does not exist. */
export function pop(path: string, current: unknown, argument: unknown): unknown[] | undefined {
  const direction = isNumeric(argument) ? toNumber(argument) : 0;
  if (direction !== 1 && direction !== -1)
    throw new MongoError(9, '$pop expects 1 or -1, found: ' + JSON.stringify(argument));
  if (current === undefined) return undefined;
  if (!Array.isArray(current)) {
    throw new MongoError(14, `Path '${path}' contains an element of non-array type '${typeName(current)}'`);
  }
  const array = current as unknown[];
  return direction < 0 ? array.slice(1) : array.slice(0, -1);
}

export function pull(current: unknown, argument: unknown): unknown[] | undefined {
  if (current === undefined) return undefined;
  const array = pullable(current, '$pull');
  const matches = pullPredicate(argument);
  return array.filter((item) => !matches(item));
}

/**
 * True for `{ $or: [...] }`, a filter on the fields of elements; false for `{ $gt: 1 }`, a condition on the elements.
 */
const isTopLevel = (argument: Doc): boolean => Object.hasOwn(TOP_LEVEL, Object.keys(argument)[0] ?? '');

function pullPredicate(argument: unknown): (item: unknown) => boolean {
  if (isRegex(argument) || (isOperators(argument) && !isTopLevel(argument))) {
    const predicate = fieldPredicate('item', argument);
    return (item) => predicate({ item: Array.isArray(item) ? [item] : item });
  }
  if (isDoc(argument)) {
    const predicate = matcher(argument);
    return (item) => isDoc(item) && predicate(item);
  }
  return (item) => equalValues(item, argument);
}

export function pullAll(current: unknown, argument: unknown): unknown[] | undefined {
  if (!Array.isArray(argument))
    throw badValue('$pullAll requires an array argument but was given a ' + typeName(argument));
  if (current === undefined) return undefined;
  return pullable(current, '$pullAll').filter((item) => !argument.some((value) => equalValues(item, value)));
}

function pullable(current: unknown, operator: string): unknown[] {
  if (!Array.isArray(current)) throw badValue(`Cannot apply ${operator} to a non-array value`);
  return current as unknown[];
}
