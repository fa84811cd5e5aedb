import { type Doc, isDoc } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { compileExpression } from '../expression/compile.js';
import { Scope, type Variables } from '../expression/scope.js';
import type { Evaluate } from '../expression/types.js';
import { additionOf, fieldsIn, type Projection, projectionOf } from '../query/projection.js';
import type { Stage, StageCompiler } from './aggregation.js';

/** An expression as a function of a document. */
export function ofDocument(expression: unknown, variables: Variables): (doc: Doc) => unknown {
  const evaluate: Evaluate = compileExpression(expression, Object.keys(variables));
  return (doc) => evaluate(new Scope(doc, variables));
}

function* mapped(input: Iterable<Doc>, change: Projection): Generator<Doc> {
  for (const doc of input) yield change(doc);
}

const each =
  (change: Projection): Stage =>
  (input) =>
    mapped(input, change);

const $project: StageCompiler = (argument, variables) => {
  if (!isDoc(argument)) throw new MongoError(15969, '$project specification must be an object');
  if (Object.keys(argument).length === 0)
    throw new MongoError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  return each(projectionOf(fieldsIn(argument), variables));
};

const $addFields: StageCompiler = (argument, variables) => {
  if (!isDoc(argument)) throw new MongoError(40272, '$addFields specification stage must be an object');
  return each(additionOf(fieldsIn(argument), variables));
};

const $unset: StageCompiler = (argument) => {
  const names: unknown[] = Array.isArray(argument) ? argument : [argument];
  if (names.length === 0)
    throw new MongoError(31119, '$unset specification must be a string or an array with at least one field');
  if (!names.every((name) => typeof name === 'string' && name !== ''))
    throw new MongoError(31002, '$unset specification must be a string or an array of strings');
  return each(
    projectionOf(
      names.map((name) => ({ path: String(name), value: false })),
      {},
    ),
  );
};

export const reshaping: Readonly<Record<string, StageCompiler>> = {
  $project,
  $addFields,
  $set: $addFields,
  $unset,
};
