import { MaxKey, MinKey } from 'bson';
import type { Doc } from '../bson/document.js';
import { compareValues, equalValues } from '../bson/compare.js';
import { rankOf } from '../bson/types.js';
import { fieldPredicate } from './matcher.js';
import { isRegex } from './regex.js';
import { type Conjunction, disjuncts, type Term } from './terms.js';

/**
 * Whether every document that the filter selects also satisfies `expression`: a partial index on it then has them all.
 */
export function implies(filter: readonly Conjunction[], expression: Doc): boolean {
  const wanted = disjuncts(expression);
  return filter.every(({ terms }) =>
    wanted.some(
      (alternative) =>
        alternative.complete &&
        alternative.terms.every((term) => terms.some((given) => termImplies(given, term))),
    ),
  );
}

const LOWER = ['$gt', '$gte'];
const UPPER = ['$lt', '$lte'];

function termImplies(given: Term, wanted: Term): boolean {
  if (given.field !== wanted.field) return false;
  if (given.operator === wanted.operator && equalValues(given.argument, wanted.argument)) return true;
  if (given.operator === '$eq') return holds(wanted, given.argument);
  if (given.operator === '$in')
    return Array.isArray(given.argument) && given.argument.every((value) => isImplied(value, wanted));
  if (wanted.operator === '$exists' && wanted.argument === true) return excludesMissing(given);
  return tighter(given, wanted);
}

/** A regular expression only implies that the field exists. */
const isImplied = (value: unknown, wanted: Term): boolean =>
  isRegex(value) ? wanted.operator === '$exists' && wanted.argument === true : holds(wanted, value);

const holds = (wanted: Term, value: unknown): boolean =>
  value !== null &&
  !Array.isArray(value) &&
  fieldPredicate('value', { [wanted.operator]: wanted.argument })({ value });

function tighter(given: Term, wanted: Term): boolean {
  if (rankOf(given.argument) !== rankOf(wanted.argument)) return false;
  const order = compareValues(given.argument, wanted.argument);
  const strict = given.operator === '$gt' || given.operator === '$lt';
  const bothInclude = strict || wanted.operator.endsWith('e');
  if (LOWER.includes(given.operator) && LOWER.includes(wanted.operator))
    return order > 0 || (order === 0 && bothInclude);
  if (UPPER.includes(given.operator) && UPPER.includes(wanted.operator))
    return order < 0 || (order === 0 && bothInclude);
  return false;
}

const isExtreme = (value: unknown): boolean => value instanceof MinKey || value instanceof MaxKey;

/** True when a document without the field cannot satisfy the condition. */
export function excludesMissing({ operator, argument }: Term): boolean {
  switch (operator) {
    case '$eq':
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return argument !== null && argument !== undefined && !isExtreme(argument);
    case '$in':
      return Array.isArray(argument) && !argument.includes(null);
    case '$exists':
      return argument === true;
    default:
      return false;
  }
}
