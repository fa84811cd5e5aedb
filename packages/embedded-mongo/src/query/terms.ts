import { type Doc, isDoc } from '../bson/document.js';
import { isOperators } from './matcher.js';
import { isRegex } from './regex.js';

/** An array element on which several conditions apply together. */
export interface Element {
  /** The conditions are on the element itself, and not on its fields, which may be arrays too. */
  readonly itself: boolean;
}

/** One condition on one field. Not `exact` when it says less than the original filter. */
export interface Term {
  readonly field: string;
  readonly operator: string;
  readonly argument: unknown;
  readonly exact: boolean;
  /** All conditions of one `$elemMatch` share the same object. */
  readonly element?: Element;
}

/** Conditions that all have to hold. `complete` when they express the whole filter. */
export interface Conjunction {
  readonly terms: readonly Term[];
  readonly complete: boolean;
}

const MAX_DISJUNCTS = 64;
const ANYTHING: Conjunction = { terms: [], complete: true };
const UNKNOWN: Conjunction = { terms: [], complete: false };

/** A filter as alternatives of conditions on fields, for index bounds. */
export function disjuncts(filter: Doc): Conjunction[] {
  return Object.entries(filter).reduce<Conjunction[]>(
    (all, [name, value]) =>
      product(all, name.startsWith('$') ? ofOperator(name, value) : [ofField(name, value)]),
    [ANYTHING],
  );
}

function ofOperator(name: string, value: unknown): Conjunction[] {
  if (name === '$comment') return [ANYTHING];
  if (!Array.isArray(value) || (name !== '$and' && name !== '$or')) return [UNKNOWN];
  // Not valid: left to the matcher, which throws the error.
  if (value.length === 0 || !value.every(isDoc)) return [UNKNOWN];
  const branches = value.map(disjuncts);
  if (name === '$and') return branches.reduce((all, branch) => product(all, branch), [ANYTHING]);
  const flat = branches.flat();
  return flat.length > MAX_DISJUNCTS ? [UNKNOWN] : flat;
}

/**
 * Combines every alternative of one side with every one of the other. Ignores the right side when that gives too many.
 */
function product(left: readonly Conjunction[], right: readonly Conjunction[]): Conjunction[] {
  if (left.length * right.length > MAX_DISJUNCTS) {
    return left.map(({ terms }) => ({ terms, complete: false }));
  }
  return left.flatMap((a) =>
    right.map((b) => ({ terms: [...a.terms, ...b.terms], complete: a.complete && b.complete })),
  );
}

function ofField(field: string, condition: unknown): Conjunction {
  if (!isOperators(condition))
    return { terms: [{ ...valueTerm(field, condition), exact: true }], complete: true };
  const terms: Term[] = [];
  let complete = true;
  for (const [operator, argument] of Object.entries(condition)) {
    if (operator === '$elemMatch' && isDoc(argument)) {
      terms.push(...insideElement(field, argument));
      complete = false;
    } else if (operator === '$all' && Array.isArray(argument)) {
      for (const value of argument) {
        if (isOperators(value) && isDoc(value.$elemMatch))
          terms.push(...insideElement(field, value.$elemMatch));
        else terms.push({ ...valueTerm(field, value), exact: false });
      }
      complete = false;
    } else if (operator !== '$comment') {
      terms.push({ field, operator, argument, exact: true });
    }
  }
  return { terms, complete };
}

/** `$eq` matches a stored regular expression, and not the strings that match it. */
const valueTerm = (field: string, value: unknown): Omit<Term, 'exact'> =>
  isRegex(value)
    ? { field, operator: '$in', argument: [value] }
    : { field, operator: '$eq', argument: value };

/** A position in an element that is an array. The index only has the positions of the outer array. */
const POSITION = /(^|\.)\d+(\.|$)/;

/**
 * The conditions on an array element. Each on its own holds for some element, which is less than the filter demands.
 */
function insideElement(field: string, argument: Doc): Term[] {
  const element: Element = { itself: isOperators(argument) };
  const weaker = ({ terms }: Conjunction): Term[] =>
    terms.map((term) => ({ ...term, exact: false, element: term.element ?? element }));
  if (element.itself) {
    // The elements of a nested array are not in the index.
    const { $elemMatch: _match, $all: _all, ...conditions } = argument;
    return Object.keys(conditions).length === 0 ? [] : weaker(ofField(field, conditions));
  }
  return Object.entries(argument)
    .filter(([name]) => !name.startsWith('$') && !POSITION.test(name))
    .flatMap(([name, condition]) => weaker(ofField(`${field}.${name}`, condition)));
}
