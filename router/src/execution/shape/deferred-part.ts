import type { DeferredFragment } from '../incremental/deferred-fragments.js';
import type { Collected } from './collect.js';

/**
 * The deferred fragments that bring the same fields. These fields are answered once, for all of the fragments together.
 * The part without fragments is the first answer.
 */
export type Part = readonly number[];

export const FIRST_PART: Part = [];

/** Whether two parts are the same. */
export function isSamePart(one: Part, other: Part): boolean {
  return one.length === other.length && one.every((fragment, index) => fragment === other[index]);
}

/**
 * The part in which a field is answered. A field that is asked for outside of deferred fragments is in the first answer,
 * and one that a fragment and another fragment inside it ask for is in the outer one's part.
 */
export function partOf({ nodes }: Collected, fragments: readonly DeferredFragment[]): Part {
  const asking = new Set<number>();
  for (const { deferred } of nodes) {
    if (deferred === undefined) return FIRST_PART;
    asking.add(deferred);
  }
  return [...asking]
    .filter((fragment) => !ancestorsOf(fragment, fragments).some((ancestor) => asking.has(ancestor)))
    .sort((one, other) => one - other);
}

/** The deferred fragments around one, the nearest first. */
export function ancestorsOf(fragment: number, fragments: readonly DeferredFragment[]): readonly number[] {
  const ancestors: number[] = [];
  let parent = fragments[fragment]?.parent;
  while (parent !== undefined) {
    ancestors.push(parent);
    parent = fragments[parent]?.parent;
  }
  return ancestors;
}
