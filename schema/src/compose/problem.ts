import type { Place } from '../graph/subgraph.js';

/** An error or warning of composition, lint or the check. */
export interface Problem {
  /** Composition's own code, such as `INVALID_FIELD_SHARING`, or that of a rule or check. */
  readonly code: string;
  readonly message: string;
  /** All places involved. Empty when composition gives none. */
  readonly places: readonly Place[];
  /** The usual remedy. */
  readonly hint?: string;
  /** Further lines, such as a diff. */
  readonly details?: readonly string[];
}
