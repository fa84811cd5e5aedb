import { BSONSymbol } from 'bson';
import { compareValues, equalValues } from '../bson/compare.js';
import { isNumeric, RANK, rankOf, toNumber } from '../bson/types.js';
import { badValue } from '../errors.js';
import type { Test } from './operator.js';
import { isRegex, toRegExp } from './regex.js';

/** Tests for an equal value, or a match of a regular expression. */
export function equalTest(expected: unknown): Test {
  if (isRegex(expected)) {
    const regex = toRegExp(expected);
    return (value) => {
      const text = textOf(value);
      return text === undefined ? isRegex(value) && equalValues(value, expected) : regex.test(text);
    };
  }
  if (expected === null || expected === undefined) return (value) => value === undefined || value === null;
  if (typeof expected === 'string') return (value) => textOf(value) === expected;
  return (value) => value !== undefined && equalValues(value, expected);
}

/** The text of a string or of a symbol, which MongoDB compares as a string. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof BSONSymbol ? value.value : undefined;
}

/** The test of `$eq`: a regular expression equals itself and matches no string. */
export const sameTest = (expected: unknown): Test =>
  isRegex(expected) ? (value) => isRegex(value) && equalValues(value, expected) : equalTest(expected);

/** Only values of the same type are comparable, except with MinKey and MaxKey. */
export function ordered(expected: unknown, accept: (order: number) => boolean): Test {
  const rank = rankOf(expected);
  if (isRegex(expected)) throw badValue("Can't have RegEx as arg to predicate over field");
  const anyType = rank === RANK.minKey || rank === RANK.maxKey;
  const isNaN = (value: unknown): boolean => isNumeric(value) && Number.isNaN(toNumber(value));
  const expectsNaN = isNaN(expected);
  return (value) => {
    if (value === undefined && rank !== RANK.null && !anyType) return false;
    if (!anyType && rankOf(value) !== rank) return false;
    if (!anyType && expectsNaN !== isNaN(value)) return false;
    return accept(compareValues(value, expected));
  };
}
