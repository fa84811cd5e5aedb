import { type Doc, isDoc } from '../bson/document.js';
import { KeyWriter } from '../bson/key-writer.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { badValue, MongoError, notImplemented } from '../errors.js';
import { startOf, type Tuple, tuples } from './tuples.js';

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

const writer = new KeyWriter();

const parallel = (): MongoError => badValue('cannot sort with keys that are parallel arrays');

/** A byte string that orders documents by the sort. A document with arrays sorts by its first key, as in an index. */
export function sortKey(fields: readonly SortField[]): (doc: Doc) => Buffer {
  const arrays = fields.map(() => 0);
  const keyOf = (tuple: Tuple): Buffer => {
    writer.reset();
    tuple.forEach((value, at) => writer.value(value, fields[at]?.descending));
    return writer.take();
  };
  return (doc) => {
    const steps = fields.map(({ path }) => startOf(doc, path));
    const keys = tuples(steps, arrays, parallel).map(keyOf);
    return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
  };
}

/** A stable sort of items that each have a document. */
export function sorter(sort: Doc) {
  const key = sortKey(sortFields(sort));
  return <T>(items: readonly T[], docOf: (item: T) => Doc): T[] =>
    items
      .map((item) => ({ item, key: key(docOf(item)) }))
      .sort((a, b) => Buffer.compare(a.key, b.key))
      .map(({ item }) => item);
}
