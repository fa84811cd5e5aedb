import type { DeferNode, FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { indexInLabel } from '../incremental/deferred-fragments.js';
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
  /** The deferred fragment that it is for; `undefined` when the first answer waits for it. */
  readonly deferred: number | undefined;
}

/** The fetches of a plan, in its order. */
export function planSteps(plan: QueryPlan): readonly PlanStep[] {
  const steps: PlanStep[] = [];
  if (plan.node === undefined) return steps;
  if (plan.node.kind === 'Subscription') throw new Error('The plan of a subscription is not a sequence.');
  addNode(plan.node, { path: [], after: new Set(), deferred: undefined }, steps);
  return steps;
}

/** The position of a node in its plan. */
type Position = Pick<PlanStep, 'path' | 'after' | 'deferred'>;

/** @returns the indexes of the steps added */
function addNode(node: PlanNode, at: Position, steps: PlanStep[]): readonly number[] {
  switch (node.kind) {
    case 'Sequence': {
      const before = new Set(at.after);
      const added: number[] = [];
      for (const child of node.nodes) {
        for (const index of addNode(child, { ...at, after: new Set(before) }, steps)) {
          before.add(index);
          added.push(index);
        }
      }
      return added;
    }
    case 'Parallel':
      return node.nodes.flatMap((child) => addNode(child, at, steps));
    case 'Flatten':
      return addNode(node.node, { ...at, path: [...at.path, ...node.path.map(String)] }, steps);
    case 'Fetch':
      return [addFetch(node, at, steps)];
    case 'Defer':
      return addDeferred(node, at, steps);
    case 'Condition':
      throw new Error('Operations are planned without conditions.');
  }
}

/** The fetches of a deferred part follow those that the plan names, and all that these follow. */
function addDeferred({ primary, deferred }: DeferNode, at: Position, steps: PlanStep[]): readonly number[] {
  const added = [...(primary.node === undefined ? [] : addNode(primary.node, at, steps))];
  for (const { node, depends, label } of deferred) {
    if (node === undefined) continue;
    const after = new Set(at.after);
    for (const { id } of depends) {
      for (const step of steps.filter(({ fetch }) => fetch.id === id)) {
        after.add(step.index);
        for (const index of step.after) after.add(index);
      }
    }
    added.push(...addNode(node, { ...at, after, deferred: indexInLabel(label) }, steps));
  }
  return added;
}

function addFetch(fetch: FetchNode, { path, after, deferred }: Position, steps: PlanStep[]): number {
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
    deferred,
  });
  return index;
}
