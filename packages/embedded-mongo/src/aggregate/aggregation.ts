import type { Doc } from '../bson/document.js';
import type { Database } from '../database.js';
import type { TimeLimit } from '../query/time-limit.js';
import type { Variables } from '../expression/scope.js';

export interface Aggregation {
  readonly database: Database;
  readonly db: string;
  /** Undefined for `aggregate: 1`, whose pipeline begins with `$documents`. */
  readonly collection: string | undefined;
  /** The index that the pipeline's first stages are to read. */
  readonly hint?: unknown;
  readonly pipeline: readonly Doc[];
  readonly variables: Variables;
  readonly time?: TimeLimit | undefined;
}

/** What a stage needs to know; passed in, since stages hold pipelines and pipelines stages. */
export interface StageContext {
  readonly variables: Variables;
  /** A pipeline over a collection of the same database. */
  query(collection: string, pipeline: readonly Doc[], variables: Variables): Iterable<Doc>;
  /** A pipeline over documents at hand. */
  compile(pipeline: readonly Doc[]): Stage;
}

/** A compiled stage, or several. Documents are shared: a stage that changes one makes a copy. */
export type Stage = (input: Iterable<Doc>) => Iterable<Doc>;

/** `{ $stage: argument }` to what runs it. Throws MongoDB's error for a wrong argument. */
export type StageCompiler = (argument: unknown, context: StageContext) => Stage;
