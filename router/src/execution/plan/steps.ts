import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { FetchOperation, Selected } from './selections.js';
import { parseFetchOperation, selectedBy } from './selections.js';

/** The element of a path that stands for every element of a list. */
export const EACH = '@';

/** One fetch of a plan, separate from the plan's tree. */
export interface PlanStep {
  readonly index: number;
  readonly fetch: FetchNode;
  readonly operation: FetchOperation;
  /** From the root of the data to the objects of the fetch. `@` stands for each element of a list. */
  readonly path: readonly string[];
  /** The same without `@`, joined with dots: a response path. */
  readonly responsePath: string;
  readonly selected: Selected;
  /** The steps that precede this one in the plan's tree. */
  readonly after: ReadonlySet<number>;
}

/** The fetches of a plan, in its order. */
export function planSteps(plan: QueryPlan): readonly PlanStep[] {
  const steps: PlanStep[] = [];
  if (plan.node === undefined) return steps;
  if (plan.node.kind === 'Subscription') throw new Error('The plan of a subscription is not a sequence.');
  addNode(plan.node, [], new Set(), steps);
  return steps;
}

/** @returns the indexes of the steps added */
function addNode(
  node: PlanNode,
  path: readonly string[],
  after: ReadonlySet<number>,
  steps: PlanStep[],
): readonly number[] {
  switch (node.kind) {
    case 'Sequence': {
      const before = new Set(after);
      const added: number[] = [];
      for (const child of node.nodes) {
        for (const index of addNode(child, path, new Set(before), steps)) {
          before.add(index);
          added.push(index);
        }
      }
      return added;
    }
    case 'Parallel':
      return node.nodes.flatMap((child) => addNode(child, path, after, steps));
    case 'Flatten':
      return addNode(node.node, [...path, ...node.path.map(String)], after, steps);
    case 'Fetch':
      return [addFetch(node, path, after, steps)];
    case 'Condition':
    case 'Defer':
      throw new Error('Operations are planned without conditions and incremental delivery.');
  }
}

function addFetch(
  fetch: FetchNode,
  path: readonly string[],
  after: ReadonlySet<number>,
  steps: PlanStep[],
): number {
  const operation = parseFetchOperation(fetch.operation);
  const index = steps.length;
  steps.push({
    index,
    fetch,
    operation,
    path,
    responsePath: path.filter((segment) => segment !== EACH).join('.'),
    selected: selectedBy(operation, fetch.requires !== undefined, fetch.outputRewrites),
    after,
  });
  return index;
}
