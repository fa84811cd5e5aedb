import type { PlanAnalysis } from '../plan/dependencies.js';
import { join } from '../plan/dependencies.js';
import { isRecord } from '../faults.js';
import { getOwn, setOwn } from '../own-property.js';
import { EACH } from '../plan/steps.js';
import type { PlanStep } from '../plan/steps.js';

/** The part of an answer that is modified after its arrival: the path to the objects of other fetches. */
export interface WrittenPart {
  readonly keys: { readonly key: string; readonly below: WrittenPart }[];
  each: WrittenPart | undefined;
}

/** Rewrites may modify any part, and so may merges of two steps' answers. */
const EVERYTHING: WrittenPart = { keys: [], each: undefined };

/** @returns `undefined` when no part of the step's answer is modified */
export function writtenPart(
  step: PlanStep,
  steps: readonly PlanStep[],
  analysis: PlanAnalysis,
): WrittenPart | undefined {
  if (step.fetch.outputRewrites !== undefined) return EVERYTHING;
  const isShared = [...step.selected].some(
    ([key, below]) => below !== undefined && isMerged(step, key, analysis),
  );
  if (isShared) return EVERYTHING;
  let part: WrittenPart | undefined;
  for (const { path } of steps) {
    const isBelow =
      path.length > step.path.length && step.path.every((segment, index) => path[index] === segment);
    const [first, ...rest] = path.slice(step.path.length);
    if (!isBelow || first === undefined || !step.selected.has(first)) continue;
    part ??= { keys: [], each: undefined };
    addPath(part, [first, ...rest]);
  }
  return part;
}

/** Whether another step brings some of the same objects. */
function isMerged(step: PlanStep, key: string, analysis: PlanAnalysis): boolean {
  const top = join(step.responsePath, key);
  for (const [responsePath, by] of analysis.creators) {
    if (by.size > 1 && by.has(step.index) && (responsePath === top || responsePath.startsWith(`${top}.`)))
      return true;
  }
  return false;
}

function addPath(part: WrittenPart, path: readonly string[]): void {
  let at = part;
  for (const segment of path) {
    const next: WrittenPart = nextOf(at, segment) ?? { keys: [], each: undefined };
    if (segment === EACH) at.each = next;
    else if (!at.keys.some(({ key }) => key === segment)) at.keys.push({ key: segment, below: next });
    at = next;
  }
}

function nextOf(part: WrittenPart, segment: string): WrittenPart | undefined {
  return segment === EACH ? part.each : part.keys.find(({ key }) => key === segment)?.below;
}

/** A copy of the parts that will be modified. The rest is shared with the original. */
export function ownCopy(part: WrittenPart | undefined, value: unknown): unknown {
  if (part === undefined) return value;
  if (part === EVERYTHING) return structuredClone(value);
  if (Array.isArray(value)) return copyList(part.each, value);
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const { key, below } of part.keys) {
    const inner = getOwn(value, key);
    if (inner !== undefined) setOwn(copy, key, ownCopy(below, inner));
  }
  return copy;
}

function copyList(each: WrittenPart | undefined, list: readonly unknown[]): unknown[] {
  const copy = list.slice();
  if (each === undefined) return copy;
  for (let index = 0; index < copy.length; index++) copy[index] = ownCopy(each, copy[index]);
  return copy;
}
