import { isDoc } from '../bson/document.js';
import { aggregate as runPipeline } from '../aggregate/pipeline.js';
import { failedToParse, notImplemented } from '../errors.js';
import {
  assertSimpleCollation,
  collectionName,
  docs,
  nonNegative,
  timeLimitOf,
  variablesOf,
} from './arguments.js';
import { explain } from './explain.js';
import type { Command } from './context.js';

export const aggregate: Command = (call) => {
  const { body, db, database, cursors } = call;
  if (body.explain === true) return explain({ ...call, body: { explain: body, verbosity: 'queryPlanner' } });
  assertSimpleCollation(body);
  if (body.aggregate === 1) throw notImplemented('a pipeline without a collection');
  const name = collectionName(call);
  const pipeline = docs(body, 'pipeline');
  const { cursor } = body;
  if (!isDoc(cursor))
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  const time = timeLimitOf(body);
  const results = runPipeline({
    time,
    collection: database.find(db, name),
    pipeline,
    variables: variablesOf(body),
    hint: body.hint,
  });
  const batchSize = cursor.batchSize === undefined ? undefined : nonNegative(cursor, 'batchSize', 0);
  return cursors.first(`${db}.${name}`, results, batchSize, false, time);
};
