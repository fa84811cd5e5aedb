import { decodeFields, fieldNames } from '../bson/decode.js';
import { getField } from '../bson/document.js';
import { encodeKey } from '../bson/key.js';
import type { Collection } from '../collection/collection.js';
import type { Range } from '../storage/lmdb.js';
import { planQuery } from './plan.js';
import { type Query, run } from './run.js';

/** How many documents a query selects. Counts index entries alone where that suffices. */
export function countMatching(collection: Collection, query: Query): number {
  return countEntries(collection, query) ?? countOf(run(collection, query));
}

/** How many documents a query selects, without reading one. Undefined when entries of an index do not suffice. */
export function countEntries(collection: Collection, query: Query): number | undefined {
  const most = query.limit === 0 ? Infinity : query.skip + query.limit;
  const all = countUpTo(collection, query, most);
  return all === undefined ? undefined : Math.max(0, Math.min(all, most) - query.skip);
}

function countUpTo(collection: Collection, query: Query, most: number): number | undefined {
  if (Object.keys(query.filter).length === 0 && query.hint === undefined) return collection.info.count;
  const { exact, index, ranges, common } = planQuery(collection, { ...query, sort: {} });
  if (!exact || index === undefined) return undefined;
  if (common !== undefined) return common.length;
  if (index.multikey.includes(true)) return countDistinct(collection, ranges(), most);
  let n = 0;
  for (const range of ranges()) n += collection.countRange(range, index.info === undefined, most - n);
  return n;
}

/** Counting up to this number stops early more often than a posting would be used again. */
const FEW = 1000;

/** The number of documents with an entry in the ranges. A document with an array may have several. */
function countDistinct(collection: Collection, ranges: readonly Range[], most: number): number {
  const posting = most > FEW ? collection.posting(ranges) : undefined;
  if (posting !== undefined) return posting.numbers.length;
  const keys = new Set<string>();
  for (const range of ranges)
    for (const { value: key } of collection.entries(range)) {
      keys.add(key.toString('latin1'));
      if (keys.size >= most) return most;
    }
  return keys.size;
}

/** A value of a field, and how many documents have it. */
export interface ValueCount {
  readonly value: unknown;
  readonly count: number;
}

export interface ValueCounts {
  readonly counts: readonly ValueCount[];
  /** The number of documents that were read. */
  readonly read: number;
}

/**
 * How many documents that a query selects have each value of a field. Undefined where the entries of an index do not
 * suffice, with the first and last document of each of its ranges.
 */
export function countByValue(collection: Collection, query: Query, field: string): ValueCounts | undefined {
  if (query.skip > 0 || query.limit > 0) return undefined;
  const { exact, index, ranges, common } = planQuery(collection, { ...query, sort: {} });
  const isFirst = index?.info !== undefined && index.pattern[0]?.[0] === field;
  if (!exact || !isFirst || index.multikey.includes(true) || common !== undefined) return undefined;
  const rangesOf = new Map<string, { value: unknown; ranges: Range[] }>();
  let read = 0;
  for (const range of ranges()) {
    const ends = valuesAtEnds(collection, range, field);
    if (ends === undefined) continue;
    read += 2;
    const [key, last] = ends.map((value) => encodeKey(value).toString('latin1'));
    if (key === undefined || key !== last) return undefined;
    const known = rangesOf.get(key);
    if (known === undefined) rangesOf.set(key, { value: ends[0], ranges: [range] });
    else known.ranges.push(range);
  }
  const counts = [...rangesOf.values()].map(({ value, ranges: own }) => {
    query.time?.check();
    return {
      value,
      count: own.reduce((sum, range) => sum + collection.countRange(range, false, Infinity), 0),
    };
  });
  return { counts, read };
}

/** The values of a field in the first and last document of a range. Undefined when the range has none. */
function valuesAtEnds(
  collection: Collection,
  range: Range,
  field: string,
): readonly [unknown, unknown] | undefined {
  const [[first], [last]] = [collection.pageByIndex(range, false, 1), collection.pageByIndex(range, true, 1)];
  if (first === undefined || last === undefined) return undefined;
  const valueOf = (bytes: Buffer): unknown =>
    getField(decodeFields(bytes, fieldNames([field])), field) ?? null;
  return [valueOf(first), valueOf(last)];
}

/** The number of items, without keeping any of them. */
export function countOf(items: Iterable<unknown>): number {
  const iterator = items[Symbol.iterator]();
  let n = 0;
  while (iterator.next().done !== true) n += 1;
  return n;
}
