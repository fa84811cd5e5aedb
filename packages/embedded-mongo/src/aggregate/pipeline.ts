import { Aggregator } from 'mingo/aggregator';
import { type Doc, isDoc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import { MongoError } from '../errors.js';
import { countMatching } from '../query/count.js';
import { simpleProjection } from '../query/projection.js';
import { query, run } from '../query/run.js';
import type { Aggregation } from './aggregation.js';
import { absorbQuery } from './head.js';
import { lookup } from './lookup.js';
import { computing } from './compute.js';
import { mingoOptions } from './mingo.js';
import { promote } from './promote.js';

/** The results of a pipeline as bytes. What stands first and is a query is run as one, over an index. */
export function* aggregate(spec: Aggregation): Generator<Buffer> {
  for (const stage of spec.pipeline) assertStage(stage);
  const { head, rest } = absorbQuery(spec.pipeline, spec.variables);
  const collection = collectionOf(spec);
  const [next, ...others] = rest;
  const count = next === undefined || others.length > 0 ? undefined : countStage(next);
  if (count !== undefined) {
    const n = collection === undefined ? 0 : countMatching(collection, head);
    if (n > 0) yield encodeDocument(count(n));
    return;
  }
  const source = collection === undefined ? [] : run(collection, head);
  if (next === undefined) {
    for (const stored of source) yield stored.bytes;
    return;
  }
  const project =
    '$project' in next && others.length === 0 ? simpleProjection(next.$project as Doc) : undefined;
  if (project !== undefined) {
    for (const stored of source) yield encodeDocument(project(stored.doc));
    return;
  }
  for (const result of compute(spec, source, rest)) yield encodeDocument(result);
}

const collectionOf = ({ database, db, collection }: Aggregation): Collection | undefined =>
  collection === undefined ? undefined : database.find(db, collection);

function assertStage(stage: Doc): void {
  const names = Object.keys(stage);
  if (names.length !== 1) {
    throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
}

/** What a stage that only counts makes of the number: `$count`, and the `$group` that drivers count with. */
function countStage(stage: Doc): ((n: number) => Doc) | undefined {
  if ('$count' in stage) {
    const name = countName(stage.$count);
    return (n) => ({ [name]: n });
  }
  if (!isDoc(stage.$group)) return undefined;
  const { _id: id, ...fields } = stage.$group;
  const counts = Object.values(fields).every(
    (field) => isDoc(field) && field.$sum === 1 && Object.keys(field).length === 1,
  );
  if ((typeof id !== 'number' && id !== null) || !counts) return undefined;
  return (n) => ({ _id: id, ...Object.fromEntries(Object.keys(fields).map((name) => [name, n])) });
}

function countName(name: unknown): string {
  if (typeof name === 'string' && name !== '' && !name.startsWith('$') && !name.includes('.')) return name;
  throw new MongoError(40156, 'the count field must be a non-empty string without $ and dots');
}

function compute(spec: Aggregation, source: Iterable<Stored>, stages: readonly Doc[]): Iterable<Doc> {
  const options = {
    ...mingoOptions(spec.variables),
    collectionResolver: (name: string): Doc[] => all(spec, name),
  };
  const promoted = promote(stages) as Doc[];
  let docs: Doc[] = [...source].map((stored) => promote(stored.doc) as Doc);
  let batch: Doc[] = [];
  // A `$lookup` asks the storage for what it needs; everything between two of them is mingo's.
  const flush = (): void => {
    if (batch.length === 0) return;
    const aggregator = new Aggregator(batch, options);
    docs = computing(() => aggregator.run<Doc>(docs as never));
    batch = [];
  };
  for (const stage of promoted) {
    if (!('$lookup' in stage)) {
      batch.push(stage);
      continue;
    }
    flush();
    docs = lookup(spec, docs, stage.$lookup, aggregateDocs);
  }
  flush();
  return docs;
}

/** A pipeline over a collection, its results as documents: for the pipeline of a `$lookup`. */
function aggregateDocs(spec: Aggregation): Doc[] {
  const { head, rest } = absorbQuery(spec.pipeline, spec.variables);
  const collection = collectionOf(spec);
  return [...compute(spec, collection === undefined ? [] : run(collection, head), rest)];
}

function all(spec: Aggregation, name: string): Doc[] {
  const collection = spec.database.find(spec.db, name);
  if (collection === undefined) return [];
  return [...run(collection, query({}))].map((stored) => promote(stored.doc) as Doc);
}
