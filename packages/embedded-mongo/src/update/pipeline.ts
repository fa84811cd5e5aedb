import { type Doc, isDoc } from '../bson/document.js';
import { MongoError, notImplemented } from '../errors.js';
import { compileStages } from '../aggregate/stages.js';
import type { Variables } from '../expression/scope.js';

const STAGES = ['$addFields', '$set', '$project', '$unset'];
const REFUSED = ['$replaceRoot', '$replaceWith'];

/** An update by an aggregation pipeline that runs on one document. */
export function compilePipelineUpdate(pipeline: readonly unknown[], variables: Variables): (doc: Doc) => Doc {
  for (const stage of pipeline) {
    const name = isDoc(stage) ? Object.keys(stage)[0] : undefined;
    if (name === undefined) throw new MongoError(14, 'Each element of the pipeline array must be an object');
    if (REFUSED.includes(name)) throw notImplemented(`the stage ${name}`);
    if (!STAGES.includes(name))
      throw new MongoError(72, `${name} is not allowed to be used within an update`);
  }
  const run = compileStages(pipeline as Doc[], { NOW: new Date(), ...variables });
  return (doc) => {
    const [result] = run([doc]);
    if (result === undefined) throw new MongoError(1, 'the update pipeline gave no document');
    return result;
  };
}
