import type { PlanAnalysis } from './dependencies.js';
import type { PlanStep } from './steps.js';

/**
 * Divides a plan's entity fetches into waves: those of one subgraph, and of one deferred part, that follow equally many
 * answers. They can share a request, though some of them may be ready earlier. A fetch for which no other waits belongs to
 * the next wave, if its subgraph has one: that saves a request, and the answer needs that wave anyway.
 *
 * @returns for each step the number of its wave, from 0; `undefined` for a root fetch
 */
export function divideIntoWaves(
  steps: readonly PlanStep[],
  { dependencies }: PlanAnalysis,
): readonly (number | undefined)[] {
  const depths: number[] = [];
  const names = new Set<string>();
  // Steps are in the plan's order, so a step's dependencies precede it.
  for (const step of steps) {
    const before = [...(dependencies[step.index] ?? [])].map((index) => depths[index] ?? 0);
    const depth = 1 + Math.max(0, ...before);
    depths[step.index] = depth;
    if (step.fetch.requires !== undefined) names.add(nameOf(step, depth));
  }
  const waited = new Set(dependencies.flatMap((before) => [...before]));
  const waves = new Map<string, number>();
  return steps.map((step) => {
    if (step.fetch.requires === undefined) return undefined;
    const depth = depths[step.index] ?? 0;
    const next = nameOf(step, depth + 1);
    const name = waited.has(step.index) || !names.has(next) ? nameOf(step, depth) : next;
    const wave = waves.get(name) ?? waves.size;
    waves.set(name, wave);
    return wave;
  });
}

function nameOf({ fetch, deferred }: PlanStep, depth: number): string {
  return `${fetch.serviceName} ${deferred ?? ''} ${depth}`;
}
