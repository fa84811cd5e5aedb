import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { FieldSets } from './field-sets.js';
import { neededFields } from './needed.js';
import type { FetchOperation, Selected } from './selections.js';
import { parseFetchOperation, selectedBy } from './selections.js';

/** Marks in a path that every element of a list is meant. */
export const EACH = '@';

/** One fetch of a plan, taken out of the plan's tree. */
export interface PlanStep {
  readonly index: number;
  readonly fetch: FetchNode;
  readonly operation: FetchOperation;
  /** From the root of the data to the objects the fetch is for; `@` stands for each element of a list. */
  readonly path: readonly string[];
  /** The same without `@`, joined with dots: names a place in the answer. */
  readonly place: string;
  readonly selected: Selected;
  /** The steps the plan's tree puts before this one. */
  readonly after: ReadonlySet<number>;
}

/** The value of each variable that `@skip` and `@include` read. */
export type Conditions = ReadonlyMap<string, boolean>;

/** The fetches of a plan that these conditions leave, in the order of the plan. */
export function planSteps(
  plan: QueryPlan,
  conditions: Conditions,
  fieldSets: FieldSets,
): readonly PlanStep[] {
  const steps: PlanStep[] = [];
  const scope = { conditions, fieldSets, steps };
  if (plan.node === undefined) return steps;
  if (plan.node.kind === 'Subscription') throw new Error('Subscriptions are not executed.');
  addNode(plan.node, [], new Set(), scope);
  return steps;
}

interface Scope {
  readonly conditions: Conditions;
  readonly fieldSets: FieldSets;
  readonly steps: PlanStep[];
}

/** @returns the indexes of the steps added */
function addNode(
  node: PlanNode,
  path: readonly string[],
  after: ReadonlySet<number>,
  scope: Scope,
): readonly number[] {
  switch (node.kind) {
    case 'Sequence': {
      const before = new Set(after);
      const added: number[] = [];
      for (const child of node.nodes) {
        for (const index of addNode(child, path, new Set(before), scope)) {
          before.add(index);
          added.push(index);
        }
      }
      return added;
    }
    case 'Parallel':
      return node.nodes.flatMap((child) => addNode(child, path, after, scope));
    case 'Flatten':
      return addNode(node.node, [...path, ...node.path.map(String)], after, scope);
    case 'Condition': {
      const clause = scope.conditions.get(node.condition) === true ? node.ifClause : node.elseClause;
      return clause === undefined ? [] : addNode(clause, path, after, scope);
    }
    case 'Fetch':
      return [addFetch(node, path, after, scope)];
    case 'Defer':
      throw new Error('A plan without incremental delivery defers nothing.');
  }
}

function addFetch(
  planned: FetchNode,
  path: readonly string[],
  after: ReadonlySet<number>,
  { conditions, fieldSets, steps }: Scope,
): number {
  const operation = parseFetchOperation(planned.operation);
  const requires = neededFields(planned, operation, conditions, fieldSets);
  const fetch = requires === planned.requires ? planned : { ...planned, requires: [...(requires ?? [])] };
  const index = steps.length;
  steps.push({
    index,
    fetch,
    operation,
    path,
    place: path.filter((segment) => segment !== EACH).join('.'),
    selected: selectedBy(operation, fetch.requires !== undefined, fetch.outputRewrites),
    after,
  });
  return index;
}
