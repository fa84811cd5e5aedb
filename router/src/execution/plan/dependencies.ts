import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { OperationTypeNode } from 'graphql';
import { eachPath } from './selections.js';
import type { PlanStep } from './steps.js';

/** What is known of a plan's steps together. */
export interface PlanAnalysis {
  /** For each step, the steps whose answers it reads, or must be merged after. */
  readonly dependencies: readonly ReadonlySet<number>[];
  /** For each place that holds objects, the steps that bring (parts of) those objects. */
  readonly creators: ReadonlyMap<string, ReadonlySet<number>>;
  /** For each place that holds leaves, the steps that bring them. */
  readonly leaves: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * Works out which steps each one really waits for. The plan's tree says more than is needed: a step that follows
 * a parallel block follows all of it. A step depends on those before it that bring an object on its path, a
 * value of its representations, or something that it brings too (so that the plan's order decides between them).
 */
export function analysePlan(steps: readonly PlanStep[]): PlanAnalysis {
  const creators = new Map<string, Set<number>>();
  const leaves = new Map<string, Set<number>>();
  for (const step of steps) {
    eachPath(step.selected, step.place, (place, isLeaf) =>
      add(isLeaf ? leaves : creators, place, step.index),
    );
  }
  const dependencies = steps.map((step) => {
    const needed = new Set<number>();
    const need = (place: string): void => {
      for (const index of creators.get(place) ?? []) if (step.after.has(index)) needed.add(index);
      for (const index of leaves.get(place) ?? []) if (step.after.has(index)) needed.add(index);
    };
    eachPlaceOnPath(step.place, need);
    if (step.fetch.requires !== undefined) {
      need(join(step.place, '__typename'));
      eachRequired(step.fetch.requires, step.place, need);
    }
    eachPath(step.selected, step.place, need);
    for (const index of step.after) if (isMutation(step) || isMutation(steps[index])) needed.add(index);
    return needed;
  });
  return { dependencies, creators, leaves };
}

function add(map: Map<string, Set<number>>, place: string, index: number): void {
  const set = map.get(place);
  if (set === undefined) map.set(place, new Set([index]));
  else set.add(index);
}

/** A mutation waits for all the plan puts before it, and is waited for by all the plan puts after it. */
function isMutation(step: PlanStep | undefined): boolean {
  return step?.fetch.operationKind === OperationTypeNode.MUTATION;
}

export function eachPlaceOnPath(place: string, visit: (place: string) => void): void {
  let end = place.indexOf('.');
  while (end !== -1) {
    visit(place.slice(0, end));
    end = place.indexOf('.', end + 1);
  }
  if (place !== '') visit(place);
}

export function eachRequired(
  selections: readonly QueryPlanSelectionNode[],
  place: string,
  visit: (place: string) => void,
): void {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      eachRequired(selection.selections, place, visit);
      continue;
    }
    const at = join(place, selection.alias ?? selection.name);
    visit(at);
    if (selection.selections !== undefined) eachRequired(selection.selections, at, visit);
  }
}

export function join(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`;
}
