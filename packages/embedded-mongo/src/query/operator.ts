import type { Doc } from '../bson/document.js';
import { someElementAt } from './path.js';

export type Test = (value: unknown) => boolean;
export type Predicate = (doc: Doc) => boolean;

/** Compiles the conditions inside an operator. It is passed in because these modules would import each other. */
export interface Compiler {
  matcher(filter: Doc): Predicate;
  condition(field: string, condition: unknown): Predicate;
}

/** Compiles `{ path: { operator: argument } }`, where `condition` holds the operators beside it too. */
export type Operator = (
  path: readonly string[],
  argument: unknown,
  condition: Doc,
  compiler: Compiler,
) => Predicate;

/** Holds for a value, or for an element of an array. */
export const element =
  (test: (argument: unknown) => Test): Operator =>
  (path, argument) => {
    const compiled = test(argument);
    return (doc) => someElementAt(doc, path, compiled);
  };
