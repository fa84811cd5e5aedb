import type { QueryPlan } from '@apollo/query-planner';
import { compose, type Composition } from '../compose/compose.js';
import type { Problem } from '../compose/problem.js';
import type { Acknowledgement } from '../diff/change.js';
import type { Subgraph } from '../graph/subgraph.js';
import { lint } from '../lint/lint.js';
import type { RegisteredOperation } from '../operations/operation.js';
import type { Registry } from '../operations/registry.js';
import type { ServiceCalls } from '../operations/service-calls.js';
import { isValid } from '../operations/validity.js';
import { createPlanner } from '../plans/planner.js';
import { acknowledge } from './acknowledgements.js';
import { invalidOperations, judgeChanges, type Baseline } from './judge.js';
import { checkPlans, type PlanRecords } from './plans.js';
import { unacknowledged, type Verdict } from './verdict.js';

export interface CheckInput {
  readonly subgraphs: readonly Subgraph[];
  /** What clients rely on; nothing before the first publication. */
  readonly baseline: Baseline | undefined;
  readonly registry: Registry;
  readonly acknowledgements: readonly Acknowledgement[];
  /** What services ask of one another. */
  readonly calls?: readonly ServiceCalls[];
  /** Left out, no rule of style is applied. */
  readonly lint?: boolean;
  /** Left out, no plan is compared. */
  readonly plans?: PlanRecords;
  /** Whether a plan that is not the one checked in fails the check, or is only shown. */
  readonly plansMustMatch?: boolean;
  /** Files that must follow from the subgraphs, with what they should hold. */
  readonly derived?: (composition: Composition) => readonly Problem[];
  /** What else a reviewer should know. */
  readonly notes?: readonly Problem[];
}

/** Judges a state of the subgraphs. Needs no server, no network and no clock. */
export async function check(input: CheckInput): Promise<Verdict> {
  const against = input.baseline?.name ?? 'nothing published yet';
  const { operations, problems } = input.registry;
  const composed = compose(input.subgraphs);
  if (!composed.ok) {
    const { errors } = composed;
    return { outcome: 'unusable', against, errors, warnings: [], changes: [], operations: operations.length };
  }
  const { composition } = composed;
  const found =
    input.baseline === undefined
      ? []
      : await judgeChanges(input.baseline, composition, operations, input.calls);
  const { changes, ...acknowledged } = acknowledge(found, input.acknowledgements);
  const invalid = invalidOperations(composition.api, operations, changes);
  const rules = findingsOf(input, composition);
  const verdict: Verdict = {
    outcome: 'safe',
    against,
    errors: [...problems, ...invalid, ...acknowledged.errors, ...rules.errors],
    warnings: [...composition.warnings, ...acknowledged.warnings, ...rules.warnings, ...(input.notes ?? [])],
    changes,
    operations: operations.length,
  };
  return { ...verdict, outcome: outcomeOf(verdict) };
}

/** What is wrong with the state as it is, whatever it was before. */
function findingsOf(
  { lint: linted, derived, plans, plansMustMatch, registry }: CheckInput,
  composition: Composition,
): { readonly errors: readonly Problem[]; readonly warnings: readonly Problem[] } {
  const style = linted === true ? lint(composition) : [];
  const stale = derived?.(composition) ?? [];
  if (plans === undefined) return { errors: [...style, ...stale], warnings: [] };
  const { errors, changed } = checkPlans(planAll(composition, registry.operations), plans);
  return plansMustMatch === true
    ? { errors: [...style, ...stale, ...errors, ...changed], warnings: [] }
    : { errors: [...style, ...stale, ...errors], warnings: changed };
}

function outcomeOf(verdict: Verdict): Verdict['outcome'] {
  return verdict.errors.length > 0 || unacknowledged(verdict).length > 0 ? 'breaking' : 'safe';
}

/** The plans of all operations that the graph accepts. */
export function planAll(
  { api, supergraphSdl }: Pick<Composition, 'api' | 'supergraphSdl'>,
  operations: readonly RegisteredOperation[],
): ReadonlyMap<RegisteredOperation, QueryPlan> {
  const plan = createPlanner(supergraphSdl);
  const valid = operations.filter(({ document }) => isValid(api, document));
  return new Map(valid.map((operation) => [operation, plan(operation.document)]));
}
