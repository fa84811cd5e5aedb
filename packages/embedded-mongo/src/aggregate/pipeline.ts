import type { FieldNames } from '../bson/decode.js';
import { type Doc, isDoc } from '../bson/document.js';
import { encodeDocument, encodeStored } from '../bson/encode.js';
import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import type { Variables } from '../expression/scope.js';
import { countMatching } from '../query/count.js';
import { fieldsOfGroup } from '../query/fields-of.js';
import { matcher } from '../query/matcher.js';
import { run } from '../query/run.js';
import type { TimeLimit } from '../query/time-limit.js';
import { absorbQuery } from './head.js';
import { countName } from './select.js';
import { compileStages } from './stages.js';

export interface Aggregation {
  readonly collection: Collection | undefined;
  readonly pipeline: readonly Doc[];
  readonly variables: Variables;
  /** The index for the first stages of the pipeline. */
  readonly hint?: unknown;
  readonly time?: TimeLimit | undefined;
}

/** The results of a pipeline as bytes. Leading stages that form a query run over an index. */
export function* aggregate({ collection, pipeline, variables, hint, time }: Aggregation): Generator<Buffer> {
  const { head, rest } = absorbQuery(pipeline, variables);
  const stages = compileStages(rest, variables);
  if (collection === undefined) {
    matcher(head.filter, variables);
    yield* encoded(stages([]));
    return;
  }
  const query = { ...head, hint, time };
  const [next] = rest;
  const count = countStage(rest);
  if (count !== undefined) {
    const n = countMatching(collection, query);
    if (n > 0) yield encodeDocument(count(n));
  } else if (next === undefined) {
    for (const stored of run(collection, query)) yield stored.bytes;
  } else {
    const fields = '$group' in next ? fieldsOfGroup(next.$group) : undefined;
    yield* encoded(stages(decoded(run(collection, query), fields)));
  }
}

function* encoded(results: Iterable<Doc>): Generator<Buffer> {
  for (const result of results) yield encodeStored(result);
}

function* decoded(documents: Iterable<Stored>, fields: FieldNames | undefined): Generator<Doc> {
  for (const stored of documents) yield stored.fields(fields);
}

/** The result of stages that only count: `$count`, or the `$group` that drivers count with. */
export function countStage([stage, ...others]: readonly Doc[]): ((n: number) => Doc) | undefined {
  if (stage === undefined || others.length > 0) return undefined;
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
