import type { PlanAnalysis } from '../plan/dependencies.js';
import type { PlanStep } from '../plan/steps.js';
import type { RepresentationWriter } from './representation.js';

/**
 * Objects with equal representations can become one object when they cannot differ: the representation holds every
 * field that was fetched before this step, and every later field is fetched by it. Later steps then meet each entity
 * once, and the answer is written once per entity instead of once per response path.
 *
 * Decided by type, since the type decides the fields of the representation.
 * @returns `undefined` when objects of no type can
 */
export function deduplicableTypes(
  step: PlanStep,
  steps: readonly PlanStep[],
  analysis: PlanAnalysis,
  representation: RepresentationWriter,
): ((typename: string) => boolean) | undefined {
  const creators = analysis.creators.get(step.responsePath);
  // With two creators, one may still merge fields from above into the object at single positions.
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
 * The leaves, relative to the step's response path, that may exist before the step reads it; `undefined` when another
 * step brings objects to it that are fetched for elsewhere.
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
 * The steps whose answers arrive after this one has read its objects: those that start together with it, those that
 * wait for it, and those that wait for these.
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
  // Steps are in the plan's order, so a step's dependencies precede it.
  for (const { index } of steps) {
    const dependencies = analysis.dependencies[index] ?? [];
    if ([...dependencies].some((dependency) => later.has(dependency))) later.add(index);
  }
  return later;
}
