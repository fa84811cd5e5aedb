import type { FieldNames } from '../bson/decode.js';
import type { Doc } from '../bson/document.js';
import { encodeDocument, encodeStored } from '../bson/encode.js';
import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import type { Variables } from '../expression/scope.js';
import { countByValue, countMatching } from '../query/count.js';
import { fieldsOfGroup } from '../query/fields-of.js';
import { matcher } from '../query/matcher.js';
import { type Query, run } from '../query/run.js';
import { sortFields } from '../query/sort.js';
import type { TimeLimit } from '../query/time-limit.js';
import { countStage, valueCountStage } from './counts.js';
import { absorbQuery } from './head.js';
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
  // An invalid sort is refused, also where the order of the documents does not matter.
  sortFields(head.sort);
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
    const counted = countedValues(collection, query, next);
    if (counted !== undefined) {
      yield* encoded(compileStages(rest.slice(1), variables)(counted));
      return;
    }
    const fields = '$group' in next ? fieldsOfGroup(next.$group) : undefined;
    yield* encoded(stages(decoded(run(collection, query), fields)));
  }
}

/** The result of a `$group` that only counts the documents with each value of a field, if an index suffices. */
function countedValues(collection: Collection, query: Query, stage: Doc): readonly Doc[] | undefined {
  const valueCount = valueCountStage(stage);
  return valueCount && countByValue(collection, query, valueCount.field)?.counts.map(valueCount.result);
}

function* encoded(results: Iterable<Doc>): Generator<Buffer> {
  for (const result of results) yield encodeStored(result);
}

function* decoded(documents: Iterable<Stored>, fields: FieldNames | undefined): Generator<Doc> {
  for (const stored of documents) yield stored.fields(fields);
}
