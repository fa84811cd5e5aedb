import { successor } from '../bson/key.js';
import { idKey, type IndexInfo } from '../storage/catalog.js';
import type { Range } from '../storage/lmdb.js';
import { boundsOf, intersection, type Interval } from './intervals.js';
import type { SortField } from './sort.js';
import type { Conjunction, Term } from './terms.js';

type Fields = readonly (readonly [field: string, direction: 1 | -1])[];

/** An index as the planner sees it; `_id` is one too, its entries being the documents themselves. */
export interface PlannedIndex {
  readonly name: string;
  readonly prefix: Buffer;
  /** As it was asked for. */
  readonly pattern: Fields;
  /** What its entries are ordered by: the entries of one key in an index that is not unique follow `_id`. */
  readonly fields: Fields;
  readonly multikey: readonly boolean[];
  readonly unique: boolean;
  readonly info: IndexInfo | undefined;
}

export function plannedIndex(info: IndexInfo): PlannedIndex {
  const pattern = Object.entries(info.key);
  const { name, unique, multikey } = info;
  const byId = !unique && !('_id' in info.key);
  const fields: Fields = byId ? [...pattern, ['_id', 1]] : pattern;
  return { name, prefix: idKey(info.id), pattern, fields, multikey, unique, info };
}

/** The part of an index that a filter leaves. */
export interface Candidate {
  readonly index: PlannedIndex;
  readonly ranges: readonly Range[];
  /** Everything in the ranges satisfies the filter. */
  readonly exact: boolean;
  /** How many of its first fields are bound to values, and whether the next one to a range. */
  readonly points: number;
  readonly ranged: boolean;
  /** Fields that have one and the same value in all ranges. */
  readonly fixed: number;
}

const MAX_RANGES = 1000;

interface Part {
  readonly ranges: Range[];
  readonly exact: boolean;
  readonly points: number;
  readonly ranged: boolean;
  /** The encoded values of its first fields, as far as each is only one. */
  readonly single: readonly Buffer[];
}

export function candidateOf(index: PlannedIndex, filter: readonly Conjunction[]): Candidate {
  const parts = filter.map((conjunction) => partOf(index, conjunction));
  const [first] = parts;
  const fixed = (first?.single ?? []).findIndex(
    (value, at) => !parts.every((part) => part.single[at]?.equals(value) === true),
  );
  return {
    index,
    ranges: merge(parts.flatMap(({ ranges }) => ranges)),
    exact: parts.every((part) => part.exact),
    points: Math.min(...parts.map((part) => part.points)),
    ranged: parts.every((part) => part.ranged),
    fixed: fixed < 0 ? (first?.single.length ?? 0) : fixed,
  };
}

/** The bounds of one field, from all conditions on it. */
function fieldBounds(
  terms: readonly Term[],
  multikey: boolean,
): { intervals: readonly Interval[]; used: Set<Term> } | undefined {
  const used = new Set<Term>();
  let intervals: readonly Interval[] | undefined;
  for (const term of terms) {
    const bounds = boundsOf(term);
    if (bounds === undefined) continue;
    // Two conditions on an array can be met by two of its elements: only one of them bounds the scan.
    if (intervals !== undefined && multikey) continue;
    intervals = intervals === undefined ? bounds.intervals : intersection(intervals, bounds.intervals);
    if (bounds.exact) used.add(term);
  }
  return intervals === undefined ? undefined : { intervals, used };
}

function partOf(index: PlannedIndex, { terms, complete }: Conjunction): Part {
  const satisfied = new Set<Term>();
  const single: Buffer[] = [];
  let prefixes: Buffer[] = [index.prefix];
  let points = 0;
  let arrays = 0;
  const part = (ranges: Range[], ranged: boolean): Part => ({
    ranges,
    ranged,
    points,
    single,
    exact: complete && satisfied.size === terms.length,
  });
  for (const [at, [field, direction]] of index.fields.entries()) {
    const multikey = index.multikey[at] === true;
    if (multikey && arrays++ > 0) break;
    const bounds = fieldBounds(
      terms.filter((term) => term.field === field),
      multikey,
    );
    if (bounds === undefined) break;
    const intervals = direction > 0 ? bounds.intervals : bounds.intervals.map(inverted).reverse();
    if (prefixes.length * intervals.length > MAX_RANGES) break;
    for (const term of bounds.used) satisfied.add(term);
    if (!intervals.every((interval) => interval.point)) {
      return part(
        prefixes.flatMap((prefix) => intervals.map((interval) => rangeOf(prefix, interval))),
        true,
      );
    }
    prefixes = prefixes.flatMap((prefix) => intervals.map(({ start }) => Buffer.concat([prefix, start])));
    const [only] = intervals;
    if (intervals.length === 1 && only !== undefined && single.length === at) single.push(only.start);
    points += 1;
  }
  return part(
    prefixes.map((start) => ({ start, end: successor(start) })),
    false,
  );
}

const rangeOf = (prefix: Buffer, { start, end }: Interval): Range => ({
  start: Buffer.concat([prefix, start]),
  end: Buffer.concat([prefix, end]),
});

const invert = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => ~byte & 0xff));

/** The same values among inverted keys, where what began a range ends it. */
const inverted = ({ start, end, point }: Interval): Interval => ({
  start: successor(invert(end)),
  end: successor(invert(start)),
  point,
});

/** In order, each key in one range only. */
function merge(ranges: readonly Range[]): Range[] {
  if (ranges.length < 2) return [...ranges];
  const sorted = [...ranges].sort((a, b) => Buffer.compare(a.start, b.start));
  const merged: Range[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || Buffer.compare(last.end, range.start) < 0) merged.push(range);
    else if (Buffer.compare(last.end, range.end) < 0)
      merged[merged.length - 1] = { start: last.start, end: range.end };
  }
  return merged;
}

/** Whether reading the candidate forwards or backwards gives the order of a sort; undefined if neither. */
export function sortDirection(
  candidate: Candidate,
  sort: readonly SortField[],
): 'forward' | 'backward' | undefined {
  const { index, fixed } = candidate;
  const constant = new Set(index.fields.slice(0, fixed).map(([field]) => field));
  const wanted = sort.filter(({ field }) => !constant.has(field));
  const entries = index.fields.map(([field, direction], at) => ({
    field,
    direction,
    multikey: index.multikey[at] === true,
  }));
  const available = entries.filter(({ field }) => !constant.has(field));
  if (sort.some(({ field }) => entries.some((entry) => entry.field === field && entry.multikey)))
    return undefined;
  let backward: boolean | undefined;
  for (const [at, { field, descending }] of wanted.entries()) {
    const entry = available[at];
    if (entry === undefined)
      return index.unique && !index.multikey.includes(true) ? directionOf(backward) : undefined;
    if (entry.field !== field || entry.multikey) return undefined;
    const reverse = entry.direction < 0 !== descending;
    if (backward !== undefined && backward !== reverse) return undefined;
    backward = reverse;
  }
  return directionOf(backward);
}

const directionOf = (backward: boolean | undefined): 'forward' | 'backward' =>
  backward === true ? 'backward' : 'forward';
