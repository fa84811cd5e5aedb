import type { Problem } from '../compose/problem.js';
import type { JudgedChange } from '../diff/change.js';

/** The result of a check, independent of the report format. */
export interface Verdict {
  readonly outcome: 'safe' | 'breaking' | 'unusable';
  /** The name of the state with which the graph was compared, if any. */
  readonly against: string | undefined;
  /** Problems that fail the check besides breaking changes: composition, lint, operations, budgets. */
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly changes: readonly JudgedChange[];
  /** The number of client operations checked. */
  readonly operations: number;
}

/** The breaking changes without an acknowledgement. */
export function unacknowledged({ changes }: Verdict): readonly JudgedChange[] {
  return changes.filter(
    ({ severity, acknowledgement }) => severity === 'breaking' && acknowledgement === undefined,
  );
}

/** The error code for wrong use of the command and for unreadable files. */
export const BAD_USE = 'BAD_USE';

/** The verdict when there is nothing to judge. */
export function unusable(errors: readonly Problem[]): Verdict {
  return { outcome: 'unusable', against: undefined, errors, warnings: [], changes: [], operations: 0 };
}
