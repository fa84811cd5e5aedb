import { type Bounds, boundsOf, intersection, type Interval } from './intervals.js';
import type { Term } from './terms.js';

export interface Bound {
  readonly term: Term;
  readonly bounds: Bounds;
}

export interface FieldBounds {
  readonly intervals: readonly Interval[];
  /** The terms that every value inside satisfies. */
  readonly used: readonly Term[];
  /** The bounds of the other conditions on an array, each of which another element may satisfy. */
  readonly others: readonly Bound[];
}

/** The bounds of one field from all conditions on it. */
export function fieldBounds(
  terms: readonly Term[],
  multikey: boolean,
  nested: boolean,
): FieldBounds | undefined {
  const all = terms.flatMap((term): Bound[] => {
    const bounds = boundsOf(term);
    return bounds === undefined ? [] : [{ term, bounds }];
  });
  const together = multikey ? ofOneElement(all, nested) : all;
  const [first, ...more] = together;
  if (first === undefined) return undefined;
  const intervals = more.reduce<readonly Interval[]>(
    (left, { bounds }) => intersection(left, bounds.intervals),
    first.bounds.intervals,
  );
  return {
    intervals,
    used: together.filter(({ bounds }) => bounds.exact).map(({ term }) => term),
    others: all.filter((bound) => !together.includes(bound)),
  };
}

/**
 * Two elements of one array can satisfy two conditions, so only conditions on the same element bound the scan together.
 */
function ofOneElement(all: readonly Bound[], nested: boolean): readonly Bound[] {
  const together = all.map(({ term: { element } }) =>
    element === undefined || (nested && !element.itself)
      ? []
      : all.filter((other) => other.term.element === element),
  );
  const most = together.reduce((best, group) => (group.length > best.length ? group : best), []);
  return most.length > 0 ? most : all.slice(0, 1);
}
