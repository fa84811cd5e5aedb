import type { Doc } from '../bson/document.js';
import { assertKeyFits } from '../bson/key.js';
import { EMPTY_ARRAY, KeyWriter } from '../bson/key-writer.js';
import { MongoError } from '../errors.js';
import { startOf, type Tuple, tuples } from '../query/tuples.js';
import type { IndexInfo } from '../storage/catalog.js';

const writer = new KeyWriter();
const parallel = (): MongoError => new MongoError(171, 'cannot index parallel arrays');

export interface IndexKeys {
  /** The distinct entries, each without the key of the document. */
  readonly keys: readonly Buffer[];
  /** For each field of the index, how many arrays its path passes through. */
  readonly arrays: readonly number[];
}

/** The keys of a document in an index. */
export function indexKeys(index: IndexInfo, doc: Doc): IndexKeys {
  const fields = Object.entries(index.key);
  const arrays = fields.map(() => 0);
  const all = tuplesOf(index, doc, arrays);
  const keys = all
    .filter((tuple) => !index.sparse || tuple.some((value) => value !== undefined))
    .map((tuple) => encodeTuple(index, fields, tuple));
  return { keys: keys.length < 2 ? keys : distinct(keys), arrays };
}

function tuplesOf(index: IndexInfo, doc: Doc, arrays: number[]): Tuple[] {
  const steps = Object.keys(index.key).map((field) => startOf(doc, field.split('.')));
  return tuples(steps, arrays, parallel);
}

/** The values behind one entry of a document in a unique index. */
export function valuesOfEntry(index: IndexInfo, doc: Doc, entry: Buffer): Tuple {
  const fields = Object.entries(index.key);
  const all = tuplesOf(index, doc, []);
  const tuple = all.find((values) => encodeTuple(index, fields, values).equals(entry)) ?? [];
  return tuple.map((value) => (value === EMPTY_ARRAY ? null : value));
}

function encodeTuple(index: IndexInfo, fields: readonly (readonly [string, 1 | -1])[], tuple: Tuple): Buffer {
  writer.reset().uint32(index.id);
  fields.forEach(([, direction], at) => writer.value(tuple[at], direction < 0));
  assertKeyFits(writer.length, `index ${index.name}`);
  return writer.take();
}

function distinct(keys: readonly Buffer[]): Buffer[] {
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
}
