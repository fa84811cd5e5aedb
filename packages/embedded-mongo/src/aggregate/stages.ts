import { type Doc, isDoc } from '../bson/document.js';
import { MongoError, notImplemented, typeMismatch } from '../errors.js';
import { compileExpression } from '../expression/compile.js';
import { Scope } from '../expression/scope.js';
import type { Stage, StageCompiler, StageContext } from './aggregation.js';
import { groups } from './group.js';
import { joins } from './lookup.js';
import { reshaping } from './reshape.js';
import { selecting } from './select.js';
import { $unwind } from './unwind.js';

const $documents: StageCompiler = (argument, { variables }) => {
  const docs = compileExpression(argument, Object.keys(variables))(new Scope({}, variables));
  if (!Array.isArray(docs) || !docs.every(isDoc))
    throw new MongoError(5858203, 'an array of documents is expected as the argument of $documents');
  return () => docs;
};

export const STAGES: Readonly<Record<string, StageCompiler>> = {
  ...selecting,
  ...reshaping,
  ...groups,
  ...joins,
  $unwind,
  $documents,
};

/** What MongoDB has and this server has not. */
export const REFUSED_STAGES: readonly string[] = [
  '$bucketAuto',
  '$changeStream',
  '$changeStreamSplitLargeEvent',
  '$collStats',
  '$currentOp',
  '$densify',
  '$fill',
  '$geoNear',
  '$indexStats',
  '$listLocalSessions',
  '$listSessions',
  '$merge',
  '$out',
  '$planCacheStats',
  '$search',
  '$searchMeta',
  '$setWindowFields',
  '$vectorSearch',
];

export function compileStages(pipeline: readonly Doc[], context: StageContext): Stage {
  const stages = pipeline.map((stage) => compileStage(stage, context));
  return (input) => stages.reduce<Iterable<Doc>>((docs, stage) => stage(docs), input);
}

function compileStage(stage: unknown, context: StageContext): Stage {
  if (!isDoc(stage)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
  const [[name, argument] = ['', undefined], ...others] = Object.entries(stage);
  if (others.length > 0 || name === '')
    throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  const compile = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compile !== undefined) return compile(argument, context);
  if (name === '$changeStream')
    throw new MongoError(40573, 'The $changeStream stage is only supported on replica sets');
  if (REFUSED_STAGES.includes(name)) throw notImplemented(`the stage ${name}`);
  throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
}
