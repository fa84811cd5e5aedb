import { isDoc } from '../bson/document.js';
import { aggregate as runPipeline } from '../aggregate/pipeline.js';
import { MongoError, typeMismatch } from '../errors.js';
import { assertNoTransaction, assertSimpleCollation, docs, nonNegative, variablesOf } from './arguments.js';
import type { Command } from './context.js';

export const aggregate: Command = ({ body, db, database, cursors }) => {
  assertNoTransaction(body);
  assertSimpleCollation(body);
  const name = body.aggregate;
  const pipeline = docs(body, 'pipeline');
  if (name !== 1 && typeof name !== 'string') throw typeMismatch('collection name has invalid type');
  const cursor = body.cursor;
  if (!isDoc(cursor) && body.explain !== true) {
    throw new MongoError(
      9,
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const results = runPipeline({
    database,
    db,
    collection: typeof name === 'string' ? name : undefined,
    pipeline,
    variables: variablesOf(body),
  });
  const batchSize =
    isDoc(cursor) && cursor.batchSize !== undefined ? nonNegative(cursor, 'batchSize', 0) : undefined;
  const namespace = `${db}.${typeof name === 'string' ? name : '$cmd.aggregate'}`;
  return cursors.first(namespace, results, batchSize);
};
