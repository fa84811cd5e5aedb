import { ObjectId } from 'bson';
import { type Doc, getField, isDoc } from '../bson/document.js';
import { successor } from '../bson/key.js';
import { isNumeric, toNumber } from '../bson/types.js';
import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import type { Range } from '../storage/lmdb.js';
import { type Group, idIndex, type PlannedIndex } from './candidate.js';
import { chooseIndex } from './choose.js';
import { collectionScan, indexScan } from './scan.js';
import { sortFields } from './sort.js';
import { disjuncts } from './terms.js';

/** The numbers of index keys and documents examined so far, for `explain`. */
export interface Examined {
  readonly keys: number;
  readonly documents: number;
}

export interface Plan {
  /** Documents in the order of the plan, without duplicates. `hint` is how many the caller probably needs. */
  readonly documents: (hint?: number) => Iterable<Stored>;
  /** True when the documents need no further filter. */
  readonly exact: boolean;
  /** True when the documents come in the order of the sort. */
  readonly sorted: boolean;
  /** Undefined for a scan of the whole collection. */
  readonly index: PlannedIndex | undefined;
  /**
   * A function: a plan by ids rarely needs its ranges, and V8 keeps the accessors of an object literal until a full
   * collection.
   */
  readonly ranges: () => readonly Range[];
  /** The scans to merge for the order of the sort. Empty when the ranges are in order. */
  readonly groups: readonly Group[];
  readonly backward: boolean;
  /** The documents by number, if they are those that several parts of the index have in common. */
  readonly common: Uint32Array | undefined;
  /** The other parts of the index. Empty when there is only one. */
  readonly also: readonly (readonly Range[])[];
  /** The keys of all documents that it can find. Undefined where only reading tells. */
  readonly keys?: readonly Buffer[];
  readonly examined: Examined;
}

export interface PlanRequest {
  readonly filter: Doc;
  readonly sort: Doc;
  readonly hint?: unknown;
}

export function planQuery(collection: Collection, request: PlanRequest): Plan {
  const { filter, sort, hint } = request;
  const keys = hint === undefined ? keysById(collection, filter, sort) : undefined;
  if (keys !== undefined) return planById(collection, filter, keys);
  const natural = '$natural' in sort ? sort.$natural : naturalHint(hint);
  const fields = sortFields(sort);
  const inOrder = fields.length === 0;
  if (natural !== undefined)
    return {
      ...collectionScan(collection, filter, isNumeric(natural) && toNumber(natural) < 0),
      sorted: inOrder,
    };
  const candidate = chooseIndex(collection, disjuncts(filter), fields, hint);
  return candidate === undefined
    ? { ...collectionScan(collection, filter, false), sorted: inOrder }
    : indexScan(collection, candidate, fields);
}

const MAX_KEYS = 1_000;

/**
 * The keys of `{ _id: value }`, also with further conditions, and of `{ _id: { $in: values } }`: the most frequent filters
 * need no planning.
 *
 * @returns the keys in their order, without duplicates; undefined for any other filter
 */
function keysById(collection: Collection, filter: Doc, sort: Doc): Buffer[] | undefined {
  const id = getField(filter, '_id');
  const ids = isPlain(id) ? [id] : isDoc(id) && Object.keys(id).length === 1 ? id.$in : undefined;
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > MAX_KEYS || !ids.every(isPlain))
    return undefined;
  if (ids.length > 1 && (Object.keys(filter).length > 1 || Object.keys(sort).length > 0)) return undefined;
  const keys = ids.map((each) => collection.documentKey(each)).sort((a, b) => Buffer.compare(a, b));
  return keys.filter((key, at) => keys[at - 1]?.equals(key) !== true);
}

const isPlain = (id: unknown): id is string | number | ObjectId =>
  typeof id === 'string' || typeof id === 'number' || id instanceof ObjectId;

function planById(collection: Collection, filter: Doc, keys: readonly Buffer[]): Plan {
  const examined = { keys: 0, documents: 0 };
  function* documents(): Generator<Stored> {
    for (const key of keys) {
      const stored = collection.get(key);
      if (stored === undefined) continue;
      examined.keys += 1;
      examined.documents += 1;
      yield stored;
    }
  }
  return {
    documents,
    exact: Object.keys(filter).length === 1,
    sorted: true,
    index: idIndex(collection),
    ranges: () => keys.map((key) => ({ start: key, end: successor(key) })),
    groups: [],
    backward: false,
    common: undefined,
    also: [],
    keys,
    examined,
  };
}

const naturalHint = (hint: unknown): unknown => (isDoc(hint) ? hint.$natural : undefined);
