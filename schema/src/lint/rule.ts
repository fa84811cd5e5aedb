import type { Composition } from '../compose/compose.js';
import type { Problem } from '../compose/problem.js';

/** A rule of style or safety that composition does not know. One file each, with its test beside it. */
export interface Rule {
  readonly code: string;
  /** Everything in the graph that breaks the rule. */
  readonly check: (composition: Composition) => readonly Problem[];
}
