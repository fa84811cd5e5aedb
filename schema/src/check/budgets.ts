import { join } from 'node:path';
import type { Problem } from '../compose/problem.js';
import type { RegisteredOperation } from '../operations/operation.js';
import type { PlanRecords } from './plans.js';

const MEASURE =
  'Measure it with `MEASURE=1 npx vitest run --project long test/e2e/registered-operations`, and write the budget.';

/** Reports operations without a complete budget, whose cost has no limit, and budgets of unknown operations. */
export function checkBudgets(
  operations: readonly RegisteredOperation[],
  { folder, budgets, measured }: PlanRecords,
): readonly Problem[] {
  const names = new Set(operations.map(({ name }) => name));
  const files = { budgets: join(folder, 'budgets.json'), measured: join(folder, 'measured.json') };
  const stray = (file: string, known: ReadonlyMap<string, unknown>) =>
    [...known.keys()]
      .filter((name) => !names.has(name))
      .map((name) => problem('BUDGET_OF_NOBODY', `There is no operation ${name}.`, file, 'Remove the line.'));
  const incomplete = operations.flatMap(({ name, owner, type }) => {
    const lacks = (what: string, file: string) =>
      problem('BUDGET_INCOMPLETE', `${name} (${owner}) ${what}`, file, MEASURE);
    const budget = budgets.get(name);
    if (budget === undefined) return [lacks('has no budget.', files.budgets)];
    // The requests of a subscription are those of one event. Its database commands depend on the number of events.
    if (type === 'subscription') return [];
    return [
      ...(budget.commands === undefined ? [lacks('has no budget of database commands.', files.budgets)] : []),
      ...(measured.has(name) ? [] : [lacks('was never measured.', files.measured)]),
    ];
  });
  return [...incomplete, ...stray(files.budgets, budgets), ...stray(files.measured, measured)];
}

function problem(code: string, message: string, file: string, hint: string): Problem {
  return { code, message, places: [{ file, line: 1 }], hint };
}
