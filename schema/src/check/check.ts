import type { QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { compose, type Composition } from '../compose/compose.js';
import type { Problem } from '../compose/problem.js';
import type { Acknowledgement, JudgedChange } from '../diff/change.js';
import type { Subgraph } from '../graph/subgraph.js';
import { lint } from '../lint/lint.js';
import type { RegisteredOperation } from '../operations/operation.js';
import type { Registry } from '../operations/registry.js';
import type { ServiceCalls } from '../operations/service-calls.js';
import { isValid } from '../operations/validity.js';
import { planText } from '../plans/golden.js';
import { createPlanners, type Plan, type Planners } from '../plans/planner.js';
import { acknowledge } from './acknowledgements.js';
import { tellAddresses } from './addresses.js';
import { invalidOperations } from './invalid.js';
import { judgeChanges, type Baseline } from './judge.js';
import { checkBudgets } from './budgets.js';
import { checkPlans, type PlanRecords } from './plans.js';
import { newPolicies } from './policies.js';
import type { Promises } from './promises.js';
import { retiredOperations, tellRetired } from './retired.js';
import { retiredCalls, tellRetiredCalls } from './retired-calls.js';
import { callsToNobody, invalidServiceCalls } from './service-calls.js';
import { unacknowledged, unusable, type Verdict } from './verdict.js';

export interface CheckInput {
  readonly subgraphs: readonly Subgraph[];
  /** The state that clients rely on; undefined before the first publication. */
  readonly baseline: Baseline | undefined;
  readonly registry: Registry;
  readonly acknowledgements: readonly Acknowledgement[];
  /** Calls between services. */
  readonly calls?: readonly ServiceCalls[];
  /** Whether to apply the style rules. Default: false. */
  readonly lint?: boolean;
  /** The recorded plans to compare with. If omitted, no plan is compared. */
  readonly plans?: PlanRecords;
  /**
   * Whether only one subgraph is checked, together with the published others. The recorded plans then need not match,
   * and operations that the published graph refuses as well are only warnings, because this subgraph is not their
   * cause.
   */
  readonly alone?: boolean;
  /** Compares the derived files with their expected contents. */
  readonly derived?: (composition: Composition) => readonly Problem[];
}

/** Judges a state of the subgraphs. Uses no server, network or clock. */
export async function check(input: CheckInput): Promise<Verdict> {
  const { registry, baseline, calls = [] } = input;
  const { operations } = registry;
  const promises = baseline?.promises ?? NO_PROMISES;
  const gone: Gone = {
    operations: retiredOperations(promises, operations),
    calls: retiredCalls(promises, calls),
  };
  const composed = compose(input.subgraphs);
  if (!composed.ok) return unusable(composed.errors);
  const { composition } = composed;
  const asked = [...operations, ...gone.operations];
  const called = [...calls, ...gone.calls];
  const planners = createPlanners(baseline ?? composition, composition);
  const found =
    baseline === undefined ? [] : await judgeChanges(baseline, composition, asked, called, planners.before);
  const { changes, ...decisions } = acknowledge(found, input.acknowledgements, baseline?.api);
  const findings = [
    operationFindings(input, gone, composition, changes),
    ofEveryone(input, { ...decisions, errors: [...registry.problems, ...decisions.errors] }),
    planFindings(input, composition, planners),
    { errors: [...styleFindings(input, composition), ...(input.derived?.(composition) ?? [])], warnings: [] },
  ];
  const verdict: Verdict = {
    outcome: 'safe',
    against: baseline?.name,
    errors: findings.flatMap(({ errors }) => errors),
    warnings: [
      ...composition.warnings,
      ...findings.flatMap(({ warnings }) => warnings),
      ...tellRetired(gone.operations, operations, promises.as),
      ...tellRetiredCalls(gone.calls, promises.as),
      ...promises.problems,
      ...newPolicies(baseline, composition),
      ...tellAddresses(baseline?.subgraphs ?? [], composition.subgraphs),
    ],
    changes,
    operations: operations.length,
  };
  return { ...verdict, outcome: outcomeOf(verdict) };
}

const NO_PROMISES: Promises = { as: '', operations: [], calls: [], problems: [] };

/** Promised operations and calls that are no longer registered, or now have another text. */
interface Gone {
  readonly operations: readonly RegisteredOperation[];
  readonly calls: readonly ServiceCalls[];
}

interface Findings {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}

function operationFindings(
  { registry: { operations }, baseline, calls = [], alone }: CheckInput,
  gone: Gone,
  { api, subgraphs }: Composition,
  changes: readonly JudgedChange[],
): Findings {
  const waits = ({ document }: RegisteredOperation) =>
    alone === true && baseline !== undefined && !isValid(baseline.api, document);
  const invalid = (those: readonly RegisteredOperation[]) =>
    invalidOperations('OPERATION_INVALID', api, those, changes);
  const judged = alone === true ? subgraphs.filter(({ sdl }) => isNew(sdl, baseline)) : subgraphs;
  const toNobody = callsToNobody(calls, [...subgraphs, ...(baseline?.subgraphs ?? [])]);
  return {
    errors: [
      ...invalid(operations.filter((each) => !waits(each))),
      ...invalid(
        gone.operations.filter(({ document }) => baseline !== undefined && isValid(baseline.api, document)),
      ),
      ...invalidServiceCalls([...calls, ...gone.calls], judged, changes),
      ...(alone === true ? [] : toNobody),
    ],
    warnings: [...invalid(operations.filter(waits)), ...(alone === true ? toNobody : [])],
  };
}

/** Problems in other teams' files do not fail a check of one subgraph alone. */
function ofEveryone({ alone }: CheckInput, { errors, warnings }: Findings): Findings {
  return alone === true ? { errors: [], warnings: [...errors, ...warnings] } : { errors, warnings };
}

function isNew(sdl: string, baseline: Baseline | undefined): boolean {
  return baseline?.subgraphs.every((each) => each.sdl !== sdl) ?? true;
}

function styleFindings({ lint: linted }: CheckInput, composition: Composition): readonly Problem[] {
  return linted === true ? lint(composition) : [];
}

function planFindings(input: CheckInput, { api }: Composition, planners: Planners): Findings {
  const { plans, alone, registry, baseline } = input;
  if (plans === undefined) return { errors: [], warnings: [] };
  const planned = planAll(planners.after, api, registry.operations);
  if (alone === true) {
    const before =
      baseline === undefined
        ? new Map<RegisteredOperation, QueryPlan>()
        : planAll(planners.before, baseline.api, registry.operations);
    const { errors, changed } = checkPlans(plannedOtherwise(before, planned), {
      ...plans,
      measured: new Map(),
    });
    return { errors, warnings: changed };
  }
  const { errors, changed } = checkPlans(planned, plans);
  return { errors: [...errors, ...changed, ...checkBudgets(registry.operations, plans)], warnings: [] };
}

type Plans = ReadonlyMap<RegisteredOperation, QueryPlan>;

/** The plans that differ from those of the published graph. */
function plannedOtherwise(before: Plans, after: Plans): Plans {
  const isOther = ([operation, plan]: readonly [RegisteredOperation, QueryPlan]) => {
    const was = before.get(operation);
    return was === undefined || planText(operation, was) !== planText(operation, plan);
  };
  return new Map([...after].filter(isOther));
}

function outcomeOf(verdict: Verdict): Verdict['outcome'] {
  return verdict.errors.length > 0 || unacknowledged(verdict).length > 0 ? 'breaking' : 'safe';
}

/** The plans of all operations that are valid in the graph. */
export function planAll(
  plan: Plan,
  api: GraphQLSchema,
  operations: readonly RegisteredOperation[],
): ReadonlyMap<RegisteredOperation, QueryPlan> {
  const valid = operations.filter(({ document }) => isValid(api, document));
  return new Map(valid.map((operation) => [operation, plan(operation.document)]));
}
