import { askerOf } from '../operations/operation.js';
import type { Verdict } from '../check/verdict.js';
import { headline } from './summary.js';

/** For programs: the complete verdict in a format that does not change with the code. */
export function jsonReport(verdict: Verdict): string {
  const { outcome, against, errors, warnings, operations, changes } = verdict;
  const report = {
    outcome,
    headline: headline(verdict),
    against: against ?? null,
    operationsChecked: operations,
    changes: changes.map(({ operations: affected, ...change }) => ({
      ...change,
      operations: affected.map((each) => {
        const { id, name, client, file } = each;
        return { id, name, client, owner: askerOf(each), file };
      }),
    })),
    errors,
    warnings,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
