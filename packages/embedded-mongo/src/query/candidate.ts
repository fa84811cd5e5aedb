import { successor } from '../bson/key.js';
import { idKey, type IndexInfo, nestedArrays } from '../storage/catalog.js';
import type { Collection } from '../collection/collection.js';
import type { Range } from '../storage/lmdb.js';
import { fieldBounds } from './field-bounds.js';
import type { Interval } from './intervals.js';
import type { Conjunction, Term } from './terms.js';

type Fields = readonly (readonly [field: string, direction: 1 | -1])[];

/** An index as the planner sees it. `_id` is an index too; its entries are the documents themselves. */
export interface PlannedIndex {
  readonly name: string;
  readonly prefix: Buffer;
  /** The key pattern in its definition. */
  readonly pattern: Fields;
  /** The fields that order its entries. In an index that is not unique, entries with one key are ordered by `_id`. */
  readonly fields: Fields;
  readonly multikey: readonly boolean[];
  /** For each field, whether it may hold an array inside an array's element. */
  readonly nested: readonly boolean[];
  readonly unique: boolean;
  readonly info: IndexInfo | undefined;
}

export function plannedIndex(info: IndexInfo): PlannedIndex {
  const pattern = Object.entries(info.key);
  const { name, unique, multikey } = info;
  const byId = !unique && !('_id' in info.key);
  const fields: Fields = byId ? [...pattern, ['_id', 1]] : pattern;
  const nested = nestedArrays(info);
  return { name, prefix: idKey(info.id), pattern, fields, multikey, nested, unique, info };
}

/** The index that every collection has on `_id`: its documents. */
export const idIndex = (collection: Collection): PlannedIndex => ({
  name: '_id_',
  prefix: collection.range.start,
  pattern: [['_id', 1]],
  fields: [['_id', 1]],
  multikey: [false],
  nested: [false],
  unique: true,
  info: undefined,
});

/** Ranges of keys with a common prefix. */
export interface Group {
  readonly prefix: Buffer;
  readonly ranges: readonly Range[];
}

/** The part of an index that a filter leaves to read. */
export interface Candidate {
  readonly index: PlannedIndex;
  readonly ranges: readonly Range[];
  /** The ranges, grouped by the values of the first `points` fields. Empty if alternatives bind different fields. */
  readonly groups: readonly Group[];
  /** True when every document in the ranges satisfies the filter. */
  readonly exact: boolean;
  /** Other conditions on the same array: a document of the filter has an entry in the ranges of each. */
  readonly also: readonly (readonly Range[])[];
  /** True when every document in the ranges, and in those of `also`, satisfies the filter. */
  readonly exactWithAlso: boolean;
  /** How many leading fields are bound to values, and whether the next one is bound to a range. */
  readonly points: number;
  readonly ranged: boolean;
  /** How many leading fields have a single value in all ranges. */
  readonly fixed: number;
}

const MAX_RANGES = 1000;

interface Part {
  readonly groups: readonly Group[];
  readonly exact: boolean;
  readonly also: readonly (readonly Range[])[];
  readonly exactWithAlso: boolean;
  readonly points: number;
  readonly ranged: boolean;
  /** The encoded values of its leading fields, up to the first field with several. */
  readonly single: readonly Buffer[];
}

export function candidateOf(index: PlannedIndex, filter: readonly Conjunction[]): Candidate {
  const parts = filter.map((conjunction) => partOf(index, conjunction));
  const [first] = parts;
  const fixed = (first?.single ?? []).findIndex(
    (value, at) => !parts.every((part) => part.single[at]?.equals(value) === true),
  );
  const groups = parts.flatMap((part) => part.groups);
  const alone = parts.length === 1 ? first : undefined;
  return {
    index,
    ranges: merge(groups.flatMap(({ ranges }) => ranges)),
    groups: parts.every((part) => part.points === first?.points) ? byPrefix(groups) : [],
    exact: parts.every((part) => part.exact),
    also: alone?.also ?? [],
    exactWithAlso: alone?.exactWithAlso ?? false,
    points: Math.min(...parts.map((part) => part.points)),
    ranged: parts.every((part) => part.ranged),
    fixed: fixed < 0 ? (first?.single.length ?? 0) : fixed,
  };
}

function byPrefix(groups: readonly Group[]): Group[] {
  const known = new Map<string, Group>();
  for (const { prefix, ranges } of groups) {
    const name = prefix.toString('latin1');
    known.set(name, { prefix, ranges: merge([...(known.get(name)?.ranges ?? []), ...ranges]) });
  }
  return [...known.values()];
}

function partOf(index: PlannedIndex, { terms, complete }: Conjunction): Part {
  const satisfied = new Set<Term>();
  const satisfiedByOthers = new Set<Term>();
  const also: Range[][] = [];
  const single: Buffer[] = [];
  let prefixes: Buffer[] = [index.prefix];
  let points = 0;
  let arrays = 0;
  const part = (rangesOf: (prefix: Buffer) => Range[], ranged: boolean): Part => ({
    groups: prefixes.map((prefix) => ({ prefix, ranges: rangesOf(prefix) })),
    ranged,
    points,
    single,
    exact: complete && satisfied.size === terms.length,
    also,
    exactWithAlso: complete && satisfied.size + satisfiedByOthers.size === terms.length,
  });
  for (const [at, [field, direction]] of index.fields.entries()) {
    const multikey = index.multikey[at] === true;
    if (multikey && arrays++ > 0) break;
    const bounds = fieldBounds(
      terms.filter((term) => term.field === field),
      multikey,
      index.nested[at] === true,
    );
    if (bounds === undefined) break;
    const directed = (all: readonly Interval[]): readonly Interval[] =>
      direction > 0 ? all : all.map(inverted).reverse();
    const intervals = directed(bounds.intervals);
    if (prefixes.length * intervals.length > MAX_RANGES) break;
    for (const term of bounds.used) satisfied.add(term);
    const [prefix, ...prefixesMore] = prefixes;
    if (prefix !== undefined && prefixesMore.length === 0)
      for (const { term, bounds: other } of bounds.others) {
        also.push(directed(other.intervals).map((interval) => rangeOf(prefix, interval)));
        if (other.exact) satisfiedByOthers.add(term);
      }
    if (!intervals.every((interval) => interval.point)) {
      return part((prefix) => intervals.map((interval) => rangeOf(prefix, interval)), true);
    }
    prefixes = prefixes.flatMap((prefix) => intervals.map(({ start }) => Buffer.concat([prefix, start])));
    const [only] = intervals;
    if (intervals.length === 1 && only !== undefined && single.length === at) single.push(only.start);
    points += 1;
  }
  return part((start) => [{ start, end: successor(start) }], false);
}

const rangeOf = (prefix: Buffer, { start, end }: Interval): Range => ({
  start: Buffer.concat([prefix, start]),
  end: Buffer.concat([prefix, end]),
});

const invert = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => ~byte & 0xff));

/** The interval among inverted keys, with its ends exchanged. */
const inverted = ({ start, end, point }: Interval): Interval => ({
  start: successor(invert(end)),
  end: successor(invert(start)),
  point,
});

/** The ranges sorted, and merged where they overlap. */
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
