import type { Doc } from '../bson/document.js';
import { someElementAt } from './path.js';

export type Test = (value: unknown) => boolean;
export type Predicate = (doc: Doc) => boolean;

/** What an operator that holds conditions of its own needs; passed in, since these modules are a circle. */
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
