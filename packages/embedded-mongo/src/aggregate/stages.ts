import { type Doc, isDoc } from '../bson/document.js';
import { MongoError, notImplemented, typeMismatch } from '../errors.js';
import type { Variables } from '../expression/scope.js';
import type { Stage, StageCompiler } from './aggregation.js';
import { $group } from './group.js';
import { reshaping } from './reshape.js';
import { selecting } from './select.js';
import { $unwind } from './unwind.js';

export const STAGES: Readonly<Record<string, StageCompiler>> = {
  ...selecting,
  ...reshaping,
  $group,
  $unwind,
};

/** Stages that MongoDB has and the embedded database refuses. */
export const REFUSED_STAGES: ReadonlySet<string> = new Set(
  `$bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $currentOp $densify $documents $facet
  $fill $geoNear $graphLookup $indexStats $listClusterCatalog $listLocalSessions $listSampledQueries
  $listSearchIndexes $listSessions $lookup $merge $out $planCacheStats $querySettings $queryStats $rankFusion $redact
  $replaceRoot $replaceWith $sample $score $scoreFusion $search $searchMeta $setWindowFields $shardedDataDistribution
  $sortByCount $unionWith $vectorSearch`.split(/\s+/),
);

export function compileStages(pipeline: readonly Doc[], variables: Variables): Stage {
  const stages = pipeline.map((stage) => compileStage(stage, variables));
  return (input) => stages.reduce<Iterable<Doc>>((docs, stage) => stage(docs), input);
}

function compileStage(stage: unknown, variables: Variables): Stage {
  if (!isDoc(stage)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
  const [[name, argument] = ['', undefined], ...others] = Object.entries(stage);
  if (others.length > 0 || name === '')
    throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  const compile = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compile !== undefined) return compile(argument, variables);
  if (REFUSED_STAGES.has(name)) throw notImplemented(`the stage ${name}`);
  throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
}
