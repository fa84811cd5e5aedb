import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { OperationTypeNode } from 'graphql';
import { eachPath } from './selections.js';
import type { PlanStep } from './steps.js';

/** The dependencies between the steps of a plan, and what each step writes. */
export interface PlanAnalysis {
  /** For each step, the steps whose answers it reads or must be merged after. */
  readonly dependencies: readonly ReadonlySet<number>[];
  /** For each response path of objects, the steps that bring these objects or parts of them. */
  readonly creators: ReadonlyMap<string, ReadonlySet<number>>;
  /** For each response path of leaves, the steps that bring them. */
  readonly leaves: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * Determines the real dependencies of each step. The plan's tree orders more than is needed: a step that follows a
 * parallel block follows all of it. A step depends on the earlier steps that bring an object on its path, a value of
 * its representations, or a field that it brings too (the later one in the plan's order wins).
 */
export function analysePlan(steps: readonly PlanStep[]): PlanAnalysis {
  const creators = new Map<string, Set<number>>();
  const leaves = new Map<string, Set<number>>();
  for (const step of steps) {
    eachPath(step.selected, step.responsePath, (responsePath, isLeaf) =>
      add(isLeaf ? leaves : creators, responsePath, step.index),
    );
  }
  const dependencies = steps.map((step) => {
    const needed = new Set<number>();
    const need = (responsePath: string): void => {
      for (const index of creators.get(responsePath) ?? []) if (step.after.has(index)) needed.add(index);
      for (const index of leaves.get(responsePath) ?? []) if (step.after.has(index)) needed.add(index);
    };
    eachPathUpTo(step.responsePath, need);
    if (step.fetch.requires !== undefined) {
      need(join(step.responsePath, '__typename'));
      eachRequired(step.fetch.requires, step.responsePath, need);
    }
    eachPath(step.selected, step.responsePath, need);
    for (const index of step.after) if (isMutation(step) || isMutation(steps[index])) needed.add(index);
    return needed;
  });
  return { dependencies, creators, leaves };
}

function add(map: Map<string, Set<number>>, responsePath: string, index: number): void {
  const set = map.get(responsePath);
  if (set === undefined) map.set(responsePath, new Set([index]));
  else set.add(index);
}

/** A mutation waits for all steps before it in the plan, and all steps after it wait for the mutation. */
function isMutation(step: PlanStep | undefined): boolean {
  return step?.fetch.operationKind === OperationTypeNode.MUTATION;
}

export function eachPathUpTo(responsePath: string, visit: (responsePath: string) => void): void {
  let end = responsePath.indexOf('.');
  while (end !== -1) {
    visit(responsePath.slice(0, end));
    end = responsePath.indexOf('.', end + 1);
  }
  if (responsePath !== '') visit(responsePath);
}

export function eachRequired(
  selections: readonly QueryPlanSelectionNode[],
  responsePath: string,
  visit: (responsePath: string) => void,
): void {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      eachRequired(selection.selections, responsePath, visit);
      continue;
    }
    const at = join(responsePath, selection.alias ?? selection.name);
    visit(at);
    if (selection.selections !== undefined) eachRequired(selection.selections, at, visit);
  }
}

export function join(responsePath: string, key: string): string {
  return responsePath === '' ? key : `${responsePath}.${key}`;
}
