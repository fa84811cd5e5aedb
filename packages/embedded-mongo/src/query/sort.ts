import { type Doc, isDoc } from '../bson/document.js';
import { compareValues } from '../bson/compare.js';
import { EMPTY_ARRAY, KeyWriter } from '../bson/key-writer.js';
import { isNumeric, RANK, rankOf, toNumber } from '../bson/types.js';
import { badValue, MongoError, notImplemented } from '../errors.js';
import { someAt } from './path.js';

export interface SortField {
  readonly field: string;
  readonly path: readonly string[];
  readonly descending: boolean;
}

export function sortFields(sort: Doc): SortField[] {
  if ('$natural' in sort && Object.keys(sort).length > 1)
    throw badValue("Cannot include '$natural' in compound sort");
  return Object.entries(sort)
    .filter(([field]) => field !== '$natural')
    .map(([field, direction]) => {
      if (isDoc(direction) && '$meta' in direction) throw notImplemented('$meta in a sort');
      const order = isNumeric(direction) ? toNumber(direction) : 0;
      if (order !== 1 && order !== -1) {
        throw new MongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
      }
      if (field === '') throw badValue('FieldPath cannot be constructed with empty string');
      return { field, path: field.split('.'), descending: order < 0 };
    });
}

/** An empty array is less than null, as in an index. */
function compareInSort(a: unknown, b: unknown): number {
  const [left, right] = [a, b].map((value) => (value === EMPTY_ARRAY ? RANK.emptyArray : rankOf(value)));
  if (a === EMPTY_ARRAY || b === EMPTY_ARRAY) return (left ?? 0) - (right ?? 0);
  return compareValues(a, b);
}

/** What a document is sorted by: the least element of an array, or the greatest when descending. */
function sortValue(doc: Doc, { path, descending }: SortField): unknown {
  let best: unknown;
  let found = false;
  const consider = (value: unknown): boolean => {
    const better = !found || compareInSort(value, best) < 0 !== descending;
    if (better) best = value;
    found = true;
    return false;
  };
  someAt(doc, path, (value) => {
    if (!Array.isArray(value)) return consider(value);
    if (value.length === 0) consider(EMPTY_ARRAY);
    value.forEach(consider);
    return false;
  });
  return best;
}

const writer = new KeyWriter();

/** A byte string that orders documents as the sort asks. */
export function sortKey(fields: readonly SortField[]): (doc: Doc) => Buffer {
  return (doc) => {
    writer.reset();
    const values = fields.map((field) => sortValue(doc, field));
    values.forEach((value, at) => writer.value(value, fields[at]?.descending));
    return writer.take();
  };
}

/** A stable sort of anything that has a document. */
export function sorter(sort: Doc) {
  const key = sortKey(sortFields(sort));
  return <T>(items: readonly T[], docOf: (item: T) => Doc): T[] =>
    items
      .map((item) => ({ item, key: key(docOf(item)) }))
      .sort((a, b) => Buffer.compare(a.key, b.key))
      .map(({ item }) => item);
}
