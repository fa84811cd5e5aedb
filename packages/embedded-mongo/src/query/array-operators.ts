import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { badValue } from '../errors.js';
import { type Compiler, element, type Operator, type Test } from './operator.js';
import { someAt } from './path.js';
import { equalTest } from './value-tests.js';

export const $size: Operator = (path, argument) => {
  if (!isNumeric(argument)) throw badValue(`Failed to parse $size. Expected a number`);
  const size = toNumber(argument);
  if (!Number.isInteger(size)) throw badValue('Failed to parse $size. Expected an integer');
  if (size < 0) throw badValue('Failed to parse $size. Expected a non-negative number');
  return (doc) => someAt(doc, path, (value) => Array.isArray(value) && value.length === size);
};

export const $elemMatch: Operator = (path, argument, _condition, compiler) => {
  if (!isDoc(argument)) throw badValue('$elemMatch needs an Object');
  const test = elementTest(argument, compiler);
  return (doc) => someAt(doc, path, (value) => Array.isArray(value) && value.some(test));
};

function elementTest(argument: Doc, compiler: Compiler): Test {
  const first = Object.keys(argument)[0] ?? '';
  if (first.startsWith('$') && !['$and', '$or', '$nor', '$expr', '$where'].includes(first)) {
    // `$elemMatch` and `$size` look into an element that is an array; all other operators compare it whole.
    const { $elemMatch: match, $size: size, ...whole } = argument;
    const inside = {
      ...(match !== undefined && { $elemMatch: match }),
      ...(size !== undefined && { $size: size }),
    };
    const compares = compiler.condition('value', whole);
    const looks = compiler.condition('value', inside);
    const ofWhole = Object.keys(whole).length === 0;
    const ofInside = Object.keys(inside).length === 0;
    return (value) =>
      (ofWhole || compares({ value: Array.isArray(value) ? [value] : value })) &&
      (ofInside || looks({ value }));
  }
  const predicate = compiler.matcher(argument);
  return (value) => (isDoc(value) || Array.isArray(value)) && predicate(asDoc(value));
}

/** An element that is an array matches like a document whose field names are the positions. */
const asDoc = (value: Doc | unknown[]): Doc =>
  Array.isArray(value) ? Object.fromEntries(value.entries()) : value;

export const $all: Operator = (path, argument, condition, compiler) => {
  if (!Array.isArray(argument)) throw badValue('$all needs an array');
  if (argument.length === 0) return () => false;
  const predicates = argument.map((item: unknown) =>
    isDoc(item) && '$elemMatch' in item
      ? $elemMatch(path, item.$elemMatch, condition, compiler)
      : element(equalTest)(path, item, condition, compiler),
  );
  return (doc) => predicates.every((predicate) => predicate(doc));
};
