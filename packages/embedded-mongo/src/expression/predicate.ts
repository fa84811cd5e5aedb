import type { Doc } from '../bson/document.js';
import { isTruthy } from './booleans.js';
import { compileExpression } from './compile.js';
import { Scope, type Variables } from './scope.js';

/** `{ $expr: expression }` as a predicate. */
export function expressionPredicate(expression: unknown, given: Variables = {}): (doc: Doc) => boolean {
  const variables = 'NOW' in given ? given : { NOW: new Date(), ...given };
  const evaluate = compileExpression(expression, Object.keys(variables));
  return (doc) => isTruthy(evaluate(new Scope(doc, variables)));
}
