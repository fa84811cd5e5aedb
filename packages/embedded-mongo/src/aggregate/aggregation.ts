import type { Doc } from '../bson/document.js';
import type { Database } from '../database.js';

export interface Aggregation {
  readonly database: Database;
  readonly db: string;
  /** Undefined for `aggregate: 1`, whose pipeline begins with `$documents`. */
  readonly collection: string | undefined;
  readonly pipeline: readonly Doc[];
  readonly variables: Doc;
}
