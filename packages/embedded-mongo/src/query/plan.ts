import { ObjectId } from 'bson';
import type { Doc } from '../bson/document.js';
import { isDoc } from '../bson/document.js';
import { equalValues } from '../bson/compare.js';
import { successor } from '../bson/key.js';
import { isNumeric, toNumber } from '../bson/types.js';
import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import { badValue } from '../errors.js';
import type { Range } from '../storage/lmdb.js';
import { type Candidate, candidateOf, type Group, type PlannedIndex, plannedIndex } from './candidate.js';
import { excludesMissing, implies } from './implied.js';
import { indexOrder } from './index-order.js';
import { collectionScan, indexScan } from './scan.js';
import { type SortField, sortFields } from './sort.js';
import { type Conjunction, disjuncts } from './terms.js';

/** What a plan has looked at so far, for `explain`. */
export interface Examined {
  keys: number;
  documents: number;
}

export interface Plan {
  /** Documents in the order of the plan, each once. `hint` is how many are likely to be wanted. */
  readonly documents: (hint?: number) => Iterable<Stored>;
  /** The documents need not be filtered again. */
  readonly exact: boolean;
  /** The documents come in the order of the sort. */
  readonly sorted: boolean;
  /** Undefined for a scan of the whole collection. */
  readonly index: PlannedIndex | undefined;
  readonly ranges: readonly Range[];
  /** What has to be read side by side for the order of the sort; none when the ranges are in order. */
  readonly groups: readonly Group[];
  readonly backward: boolean;
  readonly examined: Examined;
}

export interface PlanRequest {
  readonly filter: Doc;
  readonly sort: Doc;
  readonly hint?: unknown;
}

export function planQuery(collection: Collection, { filter, sort, hint }: PlanRequest): Plan {
  const point = hint === undefined ? pointById(collection, filter) : undefined;
  if (point !== undefined) return point;
  const natural = '$natural' in sort ? sort.$natural : naturalHint(hint);
  const fields = sortFields(sort);
  const inOrder = fields.length === 0;
  if (natural !== undefined)
    return {
      ...collectionScan(collection, filter, isNumeric(natural) && toNumber(natural) < 0),
      sorted: inOrder,
    };
  const conjunctions = disjuncts(filter);
  const candidates = indexesFor(collection, conjunctions, fields, hint).map((index) =>
    candidateOf(index, conjunctions),
  );
  const [best] = candidates
    .map((candidate) => ({ candidate, score: scoreOf(candidate, fields, hint) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  if (best !== undefined) return indexScan(collection, best.candidate, fields);
  return { ...collectionScan(collection, filter, false), sorted: inOrder };
}

/** `{ _id: value }`, which most commands ask for, needs no planning. */
function pointById(collection: Collection, filter: Doc): Plan | undefined {
  if (!('_id' in filter) || Object.keys(filter).length !== 1) return undefined;
  const id = filter._id;
  if (typeof id !== 'string' && typeof id !== 'number' && !(id instanceof ObjectId)) return undefined;
  const key = collection.documentKey(id);
  const examined: Examined = { keys: 0, documents: 0 };
  return {
    documents: () => {
      const stored = collection.get(key);
      if (stored === undefined) return [];
      examined.keys += 1;
      examined.documents += 1;
      return [stored];
    },
    exact: true,
    sorted: true,
    index: idIndex(collection),
    ranges: [{ start: key, end: successor(key) }],
    groups: [],
    backward: false,
    examined,
  };
}

const naturalHint = (hint: unknown): unknown => (isDoc(hint) ? hint.$natural : undefined);

const idIndex = (collection: Collection): PlannedIndex => ({
  name: '_id_',
  prefix: collection.range.start,
  pattern: [['_id', 1]],
  fields: [['_id', 1]],
  multikey: [false],
  unique: true,
  info: undefined,
});

function indexesFor(
  collection: Collection,
  filter: readonly Conjunction[],
  sort: readonly SortField[],
  hint: unknown,
): PlannedIndex[] {
  const ready = collection.info.indexes.filter((index) => index.ready && !index.hidden);
  const all = [idIndex(collection), ...ready.map(plannedIndex)];
  if (hint !== undefined && hint !== '' && !(isDoc(hint) && Object.keys(hint).length === 0)) {
    const hinted = all.find(
      ({ name, pattern }) => name === hint || (isDoc(hint) && equalValues(Object.fromEntries(pattern), hint)),
    );
    if (hinted === undefined)
      throw badValue(
        'error processing query: planner returned error: hint provided does not correspond to an existing index',
      );
    return [hinted];
  }
  return all.filter((index) => mayHelp(index, filter, sort) && hasAll(index, filter));
}

/** Its first field is what every alternative of the filter, or the sort, begins with. */
function mayHelp(
  { fields }: PlannedIndex,
  filter: readonly Conjunction[],
  sort: readonly SortField[],
): boolean {
  const first = fields[0]?.[0];
  return sort[0]?.field === first || filter.every(({ terms }) => terms.some(({ field }) => field === first));
}

/** A sparse or partial index lacks documents: it serves only filters that would not select them either. */
function hasAll({ info, pattern }: PlannedIndex, filter: readonly Conjunction[]): boolean {
  if (info?.partial !== undefined && !implies(filter, info.partial)) return false;
  if (info?.sparse !== true) return true;
  const indexed = new Set(pattern.map(([field]) => field));
  return filter.every(({ terms }) => terms.some((term) => indexed.has(term.field) && excludesMissing(term)));
}

/** More for each bound field, for not having to sort, and for an index that can give one document only. */
function scoreOf(candidate: Candidate, sort: readonly SortField[], hint: unknown): number {
  const { index, points, ranged } = candidate;
  const order = sort.length > 0 ? indexOrder(candidate, sort) : undefined;
  if (points === 0 && !ranged && order === undefined && hint === undefined) return 0;
  const single = index.unique && points === index.fields.length ? 1000 : 0;
  const bounded = points > 0 || ranged;
  const sorted = order === undefined ? 0 : order.merged ? 7 : bounded ? 8 : 4;
  return 1 + single + points * 10 + (ranged ? 6 : 0) + sorted + (candidate.exact ? 1 : 0);
}
