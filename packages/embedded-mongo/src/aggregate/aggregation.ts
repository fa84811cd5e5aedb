import type { Doc } from '../bson/document.js';
import type { Variables } from '../expression/scope.js';

/** One or more compiled stages. Documents are shared: a stage that changes one makes a copy. */
export type Stage = (input: Iterable<Doc>) => Iterable<Doc>;

/** Compiles the argument of `{ $stage: argument }`. Throws MongoDB's error for a wrong argument. */
export type StageCompiler = (argument: unknown, variables: Variables) => Stage;
