import type { Scope } from './scope.js';

/** A compiled expression. `undefined` is a missing value, which is not null. */
export type Evaluate = (scope: Scope) => unknown;

/** Compiles an operator's arguments. Passed as a parameter to avoid an import cycle. */
export interface Context {
  /** `names`: variables that the operator defines for this expression. */
  compile(expression: unknown, names?: readonly string[]): Evaluate;
}

/** Compiles the argument of `{ $operator: argument }`. Throws MongoDB's error for a wrong argument. */
export type Operator = (argument: unknown, context: Context) => Evaluate;

export type Operators = Readonly<Record<string, Operator>>;
