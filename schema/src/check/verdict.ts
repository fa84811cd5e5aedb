import type { Problem } from '../compose/problem.js';
import type { JudgedChange } from '../diff/change.js';

/** The result of a check, for any report. */
export interface Verdict {
  readonly outcome: 'safe' | 'breaking' | 'unusable';
  /** The name of the state that the graph was compared with, if any. */
  readonly against: string | undefined;
  /** Problems that fail the check beside breaking changes: composition, lint, operations, budgets. */
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly changes: readonly JudgedChange[];
  /** How many client operations were tried. */
  readonly operations: number;
}

/** Breaking changes without an acknowledgement. */
export function unacknowledged({ changes }: Verdict): readonly JudgedChange[] {
  return changes.filter(
    ({ severity, acknowledgement }) => severity === 'breaking' && acknowledgement === undefined,
  );
}

/** The code of an error that is about how the command was called, or about files it cannot read. */
export const BAD_USE = 'BAD_USE';

/** The verdict where there was nothing to judge. */
export function unusable(errors: readonly Problem[]): Verdict {
  return { outcome: 'unusable', against: undefined, errors, warnings: [], changes: [], operations: 0 };
}
