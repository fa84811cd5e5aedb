import type { Doc } from '../bson/document.js';
import type { Collection } from '../collection/collection.js';
import { commonNumbers } from '../collection/postings.js';
import type { Stored } from '../collection/stored.js';
import type { Entry, Range } from '../storage/lmdb.js';
import type { Candidate, Group, PlannedIndex } from './candidate.js';
import { indexOrder } from './index-order.js';
import type { Plan } from './plan.js';
import type { SortField } from './sort.js';

interface Counter {
  keys: number;
  documents: number;
}

export function collectionScan(collection: Collection, filter: Doc, backward: boolean): Plan {
  const examined: Counter = { keys: 0, documents: 0 };
  return {
    documents: (hint) => counted(collection.documents(collection.range, backward, hint), examined),
    exact: Object.keys(filter).length === 0,
    sorted: true,
    index: undefined,
    ranges: () => [collection.range],
    groups: [],
    backward,
    common: undefined,
    also: [],
    examined,
  };
}

function* counted(documents: Iterable<Stored>, examined: Counter): Generator<Stored> {
  for (const stored of documents) {
    examined.documents += 1;
    yield stored;
  }
}

export function indexScan(collection: Collection, candidate: Candidate, sort: readonly SortField[]): Plan {
  const { index } = candidate;
  const order = indexOrder(candidate, sort);
  const backward = order?.backward === true;
  const groups = order?.merged === true ? candidate.groups.map((group) => inOrder(group, backward)) : [];
  const ranges = backward ? [...candidate.ranges].reverse() : candidate.ranges;
  const examined: Counter = { keys: 0, documents: 0 };
  const common = groups.length > 0 ? undefined : commonDocuments(collection, candidate);
  const { keyOf } = collection.postings;
  const found = (hint?: number): Iterable<Stored | undefined> =>
    common !== undefined
      ? numbered(collection, backward ? common.toReversed() : common, keyOf)
      : groups.length > 0
        ? fetched(collection, merged(collection, groups, backward, hint))
        : inRanges(collection, index, ranges, backward, hint);
  return {
    documents: (hint) => onceEach(found(hint), index, examined),
    exact: common === undefined ? candidate.exact : candidate.exactWithAlso,
    sorted: order !== undefined,
    index,
    ranges: () => ranges,
    groups,
    backward,
    common,
    also: common === undefined ? [] : candidate.also,
    examined,
  };
}

/** A part of an index with more entries than this is compared with the other parts before its documents are read. */
const MANY_ENTRIES = 500;

/**
 * The documents that all parts of an index have in common, in the order of the first. Undefined where reading the
 * documents of the first costs less.
 */
function commonDocuments(
  collection: Collection,
  { ranges, also, index }: Candidate,
): Uint32Array | undefined {
  if (also.length === 0 || index.info === undefined) return undefined;
  let entries = 0;
  for (const range of ranges) entries += collection.countRange(range, false, MANY_ENTRIES + 1 - entries);
  if (entries <= MANY_ENTRIES) return undefined;
  const first = collection.posting(ranges);
  const others = also.flatMap((each) => collection.posting(each) ?? []);
  if (first === undefined || others.length < also.length) return undefined;
  return commonNumbers(first, others);
}

function* numbered(
  collection: Collection,
  numbers: Iterable<number>,
  keyOf: (number: number) => Buffer,
): Generator<Stored | undefined> {
  for (const number of numbers) yield collection.get(keyOf(number));
}

const inOrder = ({ prefix, ranges }: Group, backward: boolean): Group => ({
  prefix,
  ranges: backward ? [...ranges].reverse() : ranges,
});

function* onceEach(
  found: Iterable<Stored | undefined>,
  index: PlannedIndex,
  examined: Counter,
): Generator<Stored> {
  // A document with an array has several entries but must appear only once.
  const seen = index.multikey.includes(true) ? new Set<string>() : undefined;
  for (const stored of found) {
    examined.keys += 1;
    if (stored === undefined) continue;
    if (seen !== undefined) {
      const key = stored.key.toString('latin1');
      if (seen.has(key)) continue;
      seen.add(key);
    }
    examined.documents += 1;
    yield stored;
  }
}

function* inRanges(
  collection: Collection,
  index: PlannedIndex,
  ranges: readonly Range[],
  backward: boolean,
  hint?: number,
): Generator<Stored | undefined> {
  for (const range of ranges) {
    if (index.info === undefined) yield* collection.documents(range, backward, hint);
    else yield* fetched(collection, collection.entries(range, backward, hint));
  }
}

function* fetched(collection: Collection, entries: Iterable<Entry>): Generator<Stored | undefined> {
  for (const { value: key } of entries) yield collection.get(key);
}

interface Head {
  readonly entry: Entry;
  /** Orders the entries across all groups: the key without the prefix of its group. */
  readonly rest: Buffer;
  readonly from: Iterator<Entry>;
  readonly skip: number;
}

/** Merges sorted groups into one sorted sequence. */
function* merged(
  collection: Collection,
  groups: readonly Group[],
  backward: boolean,
  hint?: number,
): Generator<Entry> {
  const chunk = Math.ceil((hint ?? 128) / groups.length);
  const sign = backward ? -1 : 1;
  const heads: Head[] = [];
  const advance = (from: Iterator<Entry>, skip: number): void => {
    const next = from.next();
    if (next.done === true) return;
    const head = { entry: next.value, rest: next.value.key.subarray(skip), from, skip };
    let [low, high] = [0, heads.length];
    // The next entry is the last of the list, so that `pop` removes it.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sign * Buffer.compare(heads[middle]?.rest ?? head.rest, head.rest) > 0) low = middle + 1;
      else high = middle;
    }
    heads.splice(low, 0, head);
  };
  for (const group of groups) {
    advance(entriesOf(collection, group, backward, chunk), group.prefix.length);
  }
  for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
    yield head.entry;
    advance(head.from, head.skip);
  }
}

function* entriesOf(
  collection: Collection,
  { ranges }: Group,
  backward: boolean,
  chunk: number,
): Generator<Entry> {
  for (const range of ranges) yield* collection.entries(range, backward, chunk);
}
