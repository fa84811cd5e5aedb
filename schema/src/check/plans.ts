import { join } from 'node:path';
import type { QueryPlan } from '@apollo/query-planner';
import type { Problem } from '../compose/problem.js';
import type { RegisteredOperation } from '../operations/operation.js';
import type { Budget, Budgets, MeasuredCommands } from '../plans/budgets.js';
import { planText } from '../plans/golden.js';
import { lineDiff } from '../plans/line-diff.js';
import { shapeOf } from '../plans/shape.js';

/** The recorded plans and budgets. */
export interface PlanRecords {
  /** The folder, relative to the repository's root. */
  readonly folder: string;
  readonly golden: (operation: RegisteredOperation) => string | undefined;
  readonly budgets: Budgets;
  readonly measured: MeasuredCommands;
}

export interface PlanFindings {
  /** Operations over their budget. They fail the check. */
  readonly errors: readonly Problem[];
  /** Plans that differ from the recorded ones. */
  readonly changed: readonly Problem[];
}

const UPDATE = 'If that is meant, run `npm run schema:check -- --update-plans` and commit the plans.';

export function checkPlans(
  plans: ReadonlyMap<RegisteredOperation, QueryPlan>,
  { folder, golden, budgets, measured }: PlanRecords,
): PlanFindings {
  const errors: Problem[] = [];
  const changed: Problem[] = [];
  for (const [operation, plan] of plans) {
    const file = join(folder, operation.client, `${operation.name}.txt`);
    const { requests } = shapeOf(plan);
    const text = planText(operation, plan);
    const before = golden(operation);
    if (before !== text) changed.push(planProblem(operation, file, before, text));
    const budget = budgets.get(operation.name);
    if (before === undefined || budget === undefined) continue;
    const commands = measured.get(operation.name);
    errors.push(...overBudget(operation, requests, commands, budget, join(folder, 'budgets.json')));
  }
  return { errors, changed };
}

function planProblem(
  { name, owner }: RegisteredOperation,
  file: string,
  before: string | undefined,
  after: string,
): Problem {
  const places = [{ file, line: 1 }];
  if (before === undefined) {
    return { code: 'PLAN_MISSING', message: `${name} has no plan checked in.`, places, hint: UPDATE };
  }
  const message = `${name} (${owner}) is planned otherwise: ${heading(before)} → ${heading(after)}`;
  return { code: 'PLAN_CHANGED', message, places, hint: UPDATE, details: lineDiff(before, after) };
}

/** The part `3 subgraph requests, 2 deep` of a plan's first line. */
function heading(text: string): string {
  return /: (.*), to /.exec(text)?.[1] ?? 'unknown';
}

function overBudget(
  { name, owner }: RegisteredOperation,
  requests: number,
  commands: number | undefined,
  budget: Budget,
  file: string,
): readonly Problem[] {
  const places = [{ file, line: 1 }];
  const exceeded = [
    [requests, budget.requests, 'subgraph requests'] as const,
    [commands ?? 0, budget.commands ?? Infinity, 'database commands'] as const,
  ].filter(([cost, limit]) => cost > limit);
  return exceeded.map(([cost, limit, what]) => ({
    code: 'OVER_BUDGET',
    message: `${name} (${owner}) takes ${cost} ${what}; its budget is ${limit}.`,
    places,
    hint: 'Keep what the operation needs in one subgraph, or raise the budget in a commit that says why.',
  }));
}
