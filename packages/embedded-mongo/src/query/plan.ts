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
  readonly ranges: readonly Range[];
  /** The scans to merge for the order of the sort. Empty when the ranges are in order. */
  readonly groups: readonly Group[];
  readonly backward: boolean;
  /** The documents by number, if they are those that several parts of the index have in common. */
  readonly common: Uint32Array | undefined;
  /** The other parts of the index. Empty when there is only one. */
  readonly also: readonly (readonly Range[])[];
  readonly examined: Examined;
}

export interface PlanRequest {
  readonly filter: Doc;
  readonly sort: Doc;
  readonly hint?: unknown;
}

export function planQuery(collection: Collection, request: PlanRequest): Plan {
  const { filter, sort, hint } = request;
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
  const candidate = chooseIndex(collection, disjuncts(filter), fields, hint);
  return candidate === undefined
    ? { ...collectionScan(collection, filter, false), sorted: inOrder }
    : indexScan(collection, candidate, fields);
}

/** `{ _id: value }`, the most frequent filter, needs no planning, also with further conditions. */
function pointById(collection: Collection, filter: Doc): Plan | undefined {
  const id = getField(filter, '_id');
  if (typeof id !== 'string' && typeof id !== 'number' && !(id instanceof ObjectId)) return undefined;
  const key = collection.documentKey(id);
  const examined = { keys: 0, documents: 0 };
  return {
    documents: () => {
      const stored = collection.get(key);
      if (stored === undefined) return [];
      examined.keys += 1;
      examined.documents += 1;
      return [stored];
    },
    exact: Object.keys(filter).length === 1,
    sorted: true,
    index: idIndex(collection),
    ranges: [{ start: key, end: successor(key) }],
    groups: [],
    backward: false,
    common: undefined,
    also: [],
    examined,
  };
}

const naturalHint = (hint: unknown): unknown => (isDoc(hint) ? hint.$natural : undefined);
