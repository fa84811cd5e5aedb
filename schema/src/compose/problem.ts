import type { Place } from '../graph/subgraph.js';

/** An error or warning of composition, lint or the check. */
export interface Problem {
  /** Composition's own code, as in its documentation: `INVALID_FIELD_SHARING`. */
  readonly code: string;
  readonly message: string;
  /** Every place that takes part; empty when composition blames the graph as a whole. */
  readonly places: readonly Place[];
  /** The usual remedy. */
  readonly hint?: string;
  /** Further lines that show the matter: a difference, for one. */
  readonly details?: readonly string[];
}
