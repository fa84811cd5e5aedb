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
  if (index.multikey.includes(true)) return countDistinct(collection, ranges, most);
  let n = 0;
  for (const range of ranges) n += collection.countRange(range, index.info === undefined, most - n);
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

export interface ValueCount {
  readonly value: unknown;
  readonly count: number;
}

/**
 * How many documents that a query selects have each value of a field. Undefined where the entries of an index do not
 * suffice, with the first and last document of each of its ranges.
 */
export function countByValue(collection: Collection, query: Query, field: string): ValueCount[] | undefined {
  if (query.skip > 0 || query.limit > 0) return undefined;
  const { exact, index, ranges, common } = planQuery(collection, { ...query, sort: {} });
  const isFirst = index?.info !== undefined && index.pattern[0]?.[0] === field;
  if (!exact || !isFirst || index.multikey.includes(true) || common !== undefined) return undefined;
  const counts = new Map<string, ValueCount>();
  const names = fieldNames([field]);
  for (const range of ranges) {
    const [value, last] = [false, true].map((reverse) => {
      const [bytes] = collection.pageByIndex(range, reverse, 1);
      return bytes === undefined ? undefined : (getField(decodeFields(bytes, names), field) ?? null);
    });
    if (value === undefined) continue;
    const key = encodeKey(value).toString('latin1');
    if (encodeKey(last).toString('latin1') !== key) return undefined;
    const known = counts.get(key) ?? { value, count: 0 };
    counts.set(key, { ...known, count: known.count + collection.countRange(range, false, Infinity) });
  }
  return [...counts.values()];
}

/** The number of items, without keeping any of them. */
export function countOf(items: Iterable<unknown>): number {
  const iterator = items[Symbol.iterator]();
  let n = 0;
  while (iterator.next().done !== true) n += 1;
  return n;
}
