import type { Doc } from '../bson/document.js';
import { someElementAt } from './path.js';

export type Test = (value: unknown) => boolean;
export type Predicate = (doc: Doc) => boolean;

/** Compiles the conditions inside an operator. Passed as a parameter to avoid an import cycle. */
export interface Compiler {
  matcher(filter: Doc): Predicate;
  condition(field: string, condition: unknown): Predicate;
}

/** Compiles `{ path: { operator: argument } }`. `condition` also contains the operators beside it. */
export type Operator = (
  path: readonly string[],
  argument: unknown,
  condition: Doc,
  compiler: Compiler,
) => Predicate;

/** Tests the value, or any element of an array. */
export const element =
  (test: (argument: unknown) => Test): Operator =>
  (path, argument) => {
    const compiled = test(argument);
    return (doc) => someElementAt(doc, path, compiled);
  };
