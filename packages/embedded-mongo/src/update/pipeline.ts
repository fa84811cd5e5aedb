import type { Doc } from '../bson/document.js';
import { isDoc } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { compileStages } from '../aggregate/stages.js';
import type { Variables } from '../expression/scope.js';

const UPDATE_STAGES = ['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'];

/** An update by stages that change one document. */
export function compilePipelineUpdate(pipeline: readonly unknown[], variables: Variables): (doc: Doc) => Doc {
  for (const stage of pipeline) {
    const name = isDoc(stage) ? Object.keys(stage)[0] : undefined;
    if (name === undefined) throw new MongoError(14, 'Each element of the pipeline array must be an object');
    if (!UPDATE_STAGES.includes(name))
      throw new MongoError(72, `${name} is not allowed to be used within an update`);
  }
  const known = { NOW: new Date(), ...variables };
  const run = compileStages(pipeline as Doc[], {
    variables: known,
    query: () => [],
    compile: () => () => [],
  });
  return (doc) => {
    const [result] = run([doc]);
    if (result === undefined) throw new MongoError(1, 'the update pipeline gave no document');
    return result;
  };
}
