import type { FieldNames } from '../bson/decode.js';
import type { Doc } from '../bson/document.js';
import { encodeDocument, encodeStored } from '../bson/encode.js';
import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import type { Variables } from '../expression/scope.js';
import { countByValue, countMatching } from '../query/count.js';
import { fieldsOfGroup } from '../query/fields-of.js';
import { matcher } from '../query/matcher.js';
import { run } from '../query/run.js';
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
  // Refused also where the order of the documents does not matter.
  sortFields(head.sort);
  if (collection === undefined) {
    matcher(head.filter, variables);
    yield* encoded(stages([]));
    return;
  }
  const query = { ...head, hint, time };
  const [next] = rest;
  const count = countStage(rest);
  const valueCount = valueCountStage(next);
  const values = valueCount && countByValue(collection, query, valueCount.field);
  if (count !== undefined) {
    const n = countMatching(collection, query);
    if (n > 0) yield encodeDocument(count(n));
  } else if (next === undefined) {
    for (const stored of run(collection, query)) yield stored.bytes;
  } else if (valueCount !== undefined && values !== undefined) {
    yield* encoded(compileStages(rest.slice(1), variables)(values.counts.map(valueCount.result)));
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
