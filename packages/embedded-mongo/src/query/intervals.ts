import { type BSONRegExp, MaxKey, MinKey } from 'bson';
import { encodeKey, successor } from '../bson/key.js';
import { isNumeric, RANK, rankOf, toNumber } from '../bson/types.js';
import { isOperators } from './matcher.js';
import { isRegex } from './regex.js';
import type { Term } from './terms.js';

/**
 * Encoded values from `start`, inclusive, to `end`, exclusive. A point holds one value, with all fields that follow it.
 */
export interface Interval {
  readonly start: Buffer;
  readonly end: Buffer;
  readonly point: boolean;
}

export interface Bounds {
  /** Sorted, without overlaps. */
  readonly intervals: readonly Interval[];
  /** True when every value inside satisfies the term. */
  readonly exact: boolean;
}

const rankByte = (rank: number): Buffer => Buffer.from([rank]);
const point = (value: unknown): Interval => {
  const start = encodeKey(value);
  return { start, end: successor(start), point: true };
};

const NUMERIC_PART = /\.\d+(\.|$)/;
const asksForNull = (argument: unknown): boolean =>
  argument === null || (Array.isArray(argument) && argument.includes(null));

/** The index intervals for a term. Undefined when an index does not help. */
export function boundsOf(term: Term): Bounds | undefined {
  const hasPosition = NUMERIC_PART.test(term.field);
  // An array element without the field `0` equals null in a filter, but the index has only the element at position 0.
  if (asksForNull(term.argument) && hasPosition) return undefined;
  const bounds = rawBounds(term);
  // The index expands an array at a position into its elements; a filter compares the array as a whole.
  return bounds === undefined || (term.exact && !hasPosition) ? bounds : { ...bounds, exact: false };
}

function rawBounds({ operator, argument }: Term): Bounds | undefined {
  switch (operator) {
    case '$eq':
      return equalTo(argument);
    case '$in':
      return anyOf(argument);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return comparedTo(operator, argument);
    default:
      return undefined;
  }
}

function equalTo(value: unknown): Bounds | undefined {
  if (value === undefined || Array.isArray(value) || isOperators(value)) return undefined;
  // A missing field has the key of null, but not everything with that key equals null.
  return { intervals: [point(value)], exact: value !== null };
}

function anyOf(values: unknown): Bounds | undefined {
  if (!Array.isArray(values)) return undefined;
  const all = values.map((value) => (isRegex(value) ? matching(value) : equalTo(value)));
  if (all.includes(undefined)) return undefined;
  const intervals = all.flatMap((bounds) => bounds?.intervals ?? []);
  return { intervals: union(intervals), exact: all.every((bounds) => bounds?.exact === true) };
}

/** Only values of the same type are comparable. */
function comparedTo(operator: '$gt' | '$gte' | '$lt' | '$lte', value: unknown): Bounds | undefined {
  const rank = rankOf(value);
  if (value === null || value === undefined || Array.isArray(value) || isRegex(value)) return undefined;
  if (value instanceof MinKey || value instanceof MaxKey) return undefined;
  if (isNumeric(value) && Number.isNaN(toNumber(value))) return undefined;
  const at = encodeKey(value);
  // NaN is not comparable with other numbers. Its key precedes all other numbers.
  const first = rank === RANK.number ? successor(encodeKey(Number.NaN)) : rankByte(rank);
  const interval = {
    $gt: { start: successor(at), end: rankByte(rank + 1) },
    $gte: { start: at, end: rankByte(rank + 1) },
    $lt: { start: first, end: at },
    $lte: { start: first, end: successor(at) },
  }[operator];
  // The filter compares the parts of documents one by one, so it has to check them again.
  return { intervals: [{ ...interval, point: false }], exact: rank !== RANK.object };
}

const LITERAL = /^\^([\p{L}\p{N}_ \-:@,;/]+)/u;

/**
 * `/^abc/` without options covers the strings with that prefix, and the regular expression as a value. These are all
 * that it matches when nothing follows the prefix.
 */
function matching(value: BSONRegExp): Bounds | undefined {
  const { pattern: source, options: flags } = value;
  const literal = LITERAL.exec(source)?.[1];
  if (flags !== '' || literal === undefined || source.includes('|')) return undefined;
  const next = source[literal.length + 1];
  const optional = next !== undefined && '*?{'.includes(next);
  const prefix = optional ? Array.from(literal).slice(0, -1).join('') : literal;
  if (prefix === '') return undefined;
  const start = Buffer.concat([rankByte(RANK.string), Buffer.from(prefix, 'utf8')]);
  const intervals = [{ start, end: successor(start), point: false }, point(value)];
  return { intervals, exact: next === undefined };
}

/** Sorted, without overlaps. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => Buffer.compare(a.start, b.start));
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last === undefined || Buffer.compare(last.end, interval.start) < 0) merged.push(interval);
    else if (!last.start.equals(interval.start) || !last.end.equals(interval.end)) {
      const end = Buffer.compare(last.end, interval.end) < 0 ? interval.end : last.end;
      if (last.point && Buffer.compare(last.end, interval.start) === 0) merged.push(interval);
      else merged[merged.length - 1] = { start: last.start, end, point: false };
    }
  }
  return merged;
}

export function intersection(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const a of left) {
    for (const b of right) {
      const start = Buffer.compare(a.start, b.start) > 0 ? a.start : b.start;
      const end = Buffer.compare(a.end, b.end) < 0 ? a.end : b.end;
      if (Buffer.compare(start, end) < 0) result.push({ start, end, point: a.point || b.point });
    }
  }
  return result;
}
