import { evalExpr } from 'mingo/core';
import type { Doc } from '../bson/document.js';
import { isTruthy } from './comparisons.js';
import { computing, expressionOptions } from './compute.js';
import { promote } from './promote.js';

/** `{ $expr: expression }` as a predicate. */
export function expressionPredicate(
  expression: unknown,
  variables?: Readonly<Record<string, unknown>>,
): (doc: Doc) => boolean {
  const promoted = promote(expression);
  return (doc) => {
    const options = expressionOptions(variables);
    return computing(() => isTruthy(evalExpr(promote(doc) as never, promoted as never, options as never)));
  };
}
