import { isDoc } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { sorter } from '../query/sort.js';
import type { StageCompiler } from './aggregation.js';

const $match: StageCompiler = (argument, variables) => {
  if (!isDoc(argument)) throw new MongoError(15959, 'the match filter must be an expression in an object');
  const accepts = matcher(argument, variables);
  return function* (input) {
    for (const doc of input) if (accepts(doc)) yield doc;
  };
};

const $sort: StageCompiler = (argument) => {
  if (!isDoc(argument)) throw new MongoError(15973, 'the $sort key specification must be an object');
  if (Object.keys(argument).length === 0)
    throw new MongoError(15976, '$sort stage must have at least one sort key');
  const sort = sorter(argument);
  return (input) => sort([...input], (doc) => doc);
};

function wholeNumber(name: string, argument: unknown, least: number, code: number): number {
  const number = isNumeric(argument) ? toNumber(argument) : Number.NaN;
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new MongoError(code, `invalid argument to ${name} stage: expected a number of at least ${least}`);
}

const $skip: StageCompiler = (argument) => {
  const count = wholeNumber('$skip', argument, 0, 5107200);
  return function* (input) {
    let at = 0;
    for (const doc of input) if ((at += 1) > count) yield doc;
  };
};

const $limit: StageCompiler = (argument) => {
  if (isNumeric(argument) && toNumber(argument) === 0)
    throw new MongoError(15958, 'the limit must be positive');
  const count = wholeNumber('$limit', argument, 1, 5107201);
  return function* (input) {
    let at = 0;
    for (const doc of input) {
      yield doc;
      if ((at += 1) >= count) return;
    }
  };
};

/** The name of `$count`'s only field. */
export function countName(name: unknown): string {
  if (typeof name !== 'string') throw new MongoError(40156, 'the count field must be a non-empty string');
  if (name === '') throw new MongoError(40157, 'the count field must be a non-empty string');
  if (name.startsWith('$')) throw new MongoError(40158, 'the count field cannot be a $-prefixed path');
  if (name.includes('\0')) throw new MongoError(40159, 'the count field cannot contain a null byte');
  if (name.includes('.')) throw new MongoError(40160, "the count field cannot contain '.'");
  return name;
}

const $count: StageCompiler = (argument) => {
  const name = countName(argument);
  return function* (input) {
    let n = 0;
    for (const _ of input) n += 1;
    if (n > 0) yield { [name]: n };
  };
};

export const selecting: Readonly<Record<string, StageCompiler>> = {
  $match,
  $sort,
  $skip,
  $limit,
  $count,
};
