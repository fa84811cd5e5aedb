import { type Doc, isDoc } from '../bson/document.js';
import { encodeDocument, encodeStored } from '../bson/encode.js';
import type { Stored } from '../collection/stored.js';
import { MongoError } from '../errors.js';
import { countMatching } from '../query/count.js';
import { type Query, run } from '../query/run.js';
import type { Aggregation, StageContext } from './aggregation.js';
import { absorbQuery } from './head.js';
import { countName } from './select.js';
import { compileStages } from './stages.js';

/** The results of a pipeline as bytes. What stands first and is a query is run as one, over an index. */
export function* aggregate(spec: Aggregation): Generator<Buffer> {
  assertSource(spec);
  const { head, rest } = absorbQuery(spec.pipeline, spec.variables);
  const stages = compileStages(rest, contextOf(spec));
  const [next, ...others] = rest;
  const count = next === undefined || others.length > 0 ? undefined : countStage(next);
  if (count !== undefined) {
    const n = countIn(spec, head);
    if (n > 0) yield encodeDocument(count(n));
  } else if (next === undefined) {
    for (const stored of find(spec, head)) yield stored.bytes;
  } else {
    for (const result of stages(decoded(find(spec, head)))) yield encodeStored(result);
  }
}

/** A pipeline without a collection begins with its documents, and only that. */
function assertSource({ collection, pipeline }: Aggregation): void {
  const at = pipeline.findIndex((stage) => isDoc(stage) && '$documents' in stage);
  if (collection === undefined && at !== 0)
    throw new MongoError(
      73,
      "{aggregate: 1} is not valid for an empty pipeline, or one that does not begin with '$documents'",
    );
  if (at > 0) throw new MongoError(40602, '$documents is only valid as the first stage in a pipeline');
  if (collection !== undefined && at === 0)
    throw new MongoError(73, "'$documents' can only be run with {aggregate: 1}");
}

const collectionOf = ({ database, db, collection }: Aggregation) =>
  collection === undefined ? undefined : database.find(db, collection);

function find(spec: Aggregation, head: Query): Iterable<Stored> {
  const collection = collectionOf(spec);
  return collection === undefined ? [] : run(collection, { ...head, time: spec.time, hint: spec.hint });
}

function countIn(spec: Aggregation, head: Query): number {
  const collection = collectionOf(spec);
  return collection === undefined
    ? 0
    : countMatching(collection, { ...head, time: spec.time, hint: spec.hint });
}

function* decoded(documents: Iterable<Stored>): Generator<Doc> {
  for (const stored of documents) yield stored.doc;
}

function contextOf(spec: Aggregation): StageContext {
  return {
    variables: spec.variables,
    query: (collection, pipeline, variables) =>
      documentsOf({ ...spec, collection, pipeline, variables, hint: undefined }),
    compile: (pipeline) => compileStages(pipeline, contextOf(spec)),
  };
}

/** A pipeline inside another. */
function documentsOf(spec: Aggregation): Iterable<Doc> {
  const { head, rest } = absorbQuery(spec.pipeline, spec.variables);
  return compileStages(rest, contextOf(spec))(decoded(find(spec, head)));
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
