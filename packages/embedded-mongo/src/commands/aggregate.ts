import { isDoc } from '../bson/document.js';
import { aggregate as runPipeline } from '../aggregate/pipeline.js';
import { MongoError, typeMismatch } from '../errors.js';
import { assertSimpleCollation, docs, nonNegative, timeLimitOf, variablesOf } from './arguments.js';
import { explain } from './explain.js';
import type { Command } from './context.js';

export const aggregate: Command = (call) => {
  const { body, db, database, cursors } = call;
  if (body.explain === true) return explain({ ...call, body: { explain: body, verbosity: 'queryPlanner' } });
  assertSimpleCollation(body);
  const name = body.aggregate;
  const pipeline = docs(body, 'pipeline');
  if (name !== 1 && typeof name !== 'string') throw typeMismatch('collection name has invalid type');
  const cursor = body.cursor;
  if (!isDoc(cursor)) {
    throw new MongoError(
      9,
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const time = timeLimitOf(body);
  const results = runPipeline({
    time,
    database,
    db,
    collection: typeof name === 'string' ? name : undefined,
    pipeline,
    variables: variablesOf(body),
    hint: body.hint,
  });
  const batchSize =
    isDoc(cursor) && cursor.batchSize !== undefined ? nonNegative(cursor, 'batchSize', 0) : undefined;
  const namespace = `${db}.${typeof name === 'string' ? name : '$cmd.aggregate'}`;
  return cursors.first(namespace, results, batchSize, false, time);
};
