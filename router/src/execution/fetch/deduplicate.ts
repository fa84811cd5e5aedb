import type { PlanAnalysis } from '../plan/dependencies.js';
import type { PlanStep } from '../plan/steps.js';
import type { RepresentationWriter } from './representation.js';

/**
 * Objects with equal representations can become one object when nothing can tell them apart: all that may have
 * been fetched of them before this step is in the representation, and all that comes later is fetched by it.
 * Then later steps meet each entity once, and the answer is written once per entity rather than once per place.
 *
 * The type decides, as it decides what the representation holds.
 * @returns `undefined` when no objects of any type can
 */
export function deduplicableTypes(
  step: PlanStep,
  steps: readonly PlanStep[],
  analysis: PlanAnalysis,
  representation: RepresentationWriter,
): ((typename: string) => boolean) | undefined {
  const creators = analysis.creators.get(step.responsePath);
  // With two creators, one may still merge something into the object from above, place by place.
  if (creators?.size !== 1) return undefined;
  const present = presentBefore(step, steps, analysis);
  if (present === undefined) return undefined;
  const known = new Map<string, boolean>();
  return (typename) => {
    const decided = known.get(typename);
    if (decided !== undefined) return decided;
    const paths = representation.pathsOf(typename);
    const decision = paths.size > 0 && present.every((responsePath) => paths.has(responsePath));
    known.set(typename, decision);
    return decision;
  };
}

/**
 * The leaves, relative to the step's place, that may be there before the step reads it; `undefined` when another
 * step brings objects there that are fetched for elsewhere.
 */
function presentBefore(
  step: PlanStep,
  steps: readonly PlanStep[],
  analysis: PlanAnalysis,
): readonly string[] | undefined {
  const later = surelyLater(step, steps, analysis);
  const prefix = `${step.responsePath}.`;
  const present: string[] = [];
  for (const [responsePath, by] of analysis.leaves) {
    if (responsePath.startsWith(prefix) && [...by].some((index) => !later.has(index))) {
      present.push(responsePath.slice(prefix.length));
    }
  }
  return present;
}

/**
 * The steps whose answers come after this one has read its objects: those that start together with it, those
 * that wait for it, and those that wait for these.
 */
function surelyLater(
  step: PlanStep,
  steps: readonly PlanStep[],
  analysis: PlanAnalysis,
): ReadonlySet<number> {
  const own = analysis.dependencies[step.index] ?? new Set<number>();
  const later = new Set<number>();
  for (const { index } of steps) {
    const others = analysis.dependencies[index];
    if (others?.size === own.size && [...own].every((dependency) => others.has(dependency))) later.add(index);
  }
  // Steps are in the plan's order, so what a step waits for stands before it.
  for (const { index } of steps) {
    const dependencies = analysis.dependencies[index] ?? [];
    if ([...dependencies].some((dependency) => later.has(dependency))) later.add(index);
  }
  return later;
}
