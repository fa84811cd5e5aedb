import type { Composition } from '../compose/compose.js';
import type { Problem } from '../compose/problem.js';

/** A rule of style or safety beyond those of composition. Each has one file, with its test beside it. */
export interface Rule {
  readonly code: string;
  /** All violations of the rule in the graph. */
  readonly check: (composition: Composition) => readonly Problem[];
}
