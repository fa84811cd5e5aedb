import { Aggregator } from 'mingo/aggregator';
import type { Doc } from '../bson/document.js';
import { isDoc } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { computing } from '../aggregate/compute.js';
import { mingoOptions } from '../aggregate/mingo.js';
import { promote, restoreTypes } from '../aggregate/promote.js';

const STAGES = ['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'];

export function assertPipeline(pipeline: readonly unknown[]): void {
  for (const stage of pipeline) {
    const name = isDoc(stage) ? Object.keys(stage)[0] : undefined;
    if (name === undefined) throw new MongoError(14, 'Each element of the pipeline array must be an object');
    if (!STAGES.includes(name))
      throw new MongoError(72, `${name} is not allowed to be used within an update`);
  }
}

export function applyPipeline(doc: Doc, pipeline: readonly Doc[], variables: Doc): Doc {
  const results = computing(() => {
    const aggregator = new Aggregator(promote(pipeline) as Doc[], mingoOptions(variables));
    return aggregator.run([structuredCopy(promote(doc) as Doc)] as never);
  });
  const [result] = results as Doc[];
  if (result === undefined) throw new MongoError(1, 'the update pipeline gave no document');
  return restoreTypes(result, doc) as Doc;
}

/** mingo's stages share and sometimes change what they are given. */
function structuredCopy(value: Doc): Doc {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item)]));
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  return isDoc(value) ? structuredCopy(value) : value;
}
