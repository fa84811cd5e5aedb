import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planAll } from '../check/check.js';
import { workingTree } from '../graph/working-tree.js';
import { readRegistry } from '../operations/registry.js';
import { readBudgets, type Budget } from '../plans/budgets.js';
import { planText, writeGoldenPlans } from '../plans/golden.js';
import { createPlanner } from '../plans/planner.js';
import { shapeOf } from '../plans/shape.js';
import { composeTree } from './compose-tree.js';

/** The folder of the recorded plans and budgets, from the repository's root. */
export const PLANS = 'schema/plans';

/** Records the current plans, and for operations without a budget their current cost. */
export function updatePlans(root: string): void {
  const folder = join(root, PLANS);
  const result = composeTree(root);
  if (!result.ok) return;
  const { api, supergraphSdl } = result.composition;
  const { operations } = readRegistry(workingTree(root));
  const plans = planAll(createPlanner(supergraphSdl), api, operations);
  writeGoldenPlans(
    folder,
    new Map([...plans].map(([operation, plan]) => [operation, planText(operation, plan)])),
  );
  const known = readBudgets(root, PLANS);
  const budgets = [...plans]
    .map(([{ name }, plan]) => [name, known.get(name) ?? { requests: shapeOf(plan).requests }] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = budgets.map(([name, budget]) => `  ${JSON.stringify(name)}: ${inOneLine(budget)}`);
  writeFileSync(join(folder, 'budgets.json'), `{\n${lines.join(',\n')}\n}\n`);
}

function inOneLine(budget: Budget): string {
  const entries = Object.entries(budget).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{ ${entries.join(', ')} }`;
}
