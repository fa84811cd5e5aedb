import type { Candidate } from './candidate.js';
import type { SortField } from './sort.js';

/** How to read an index in the order of a sort. */
export interface IndexOrder {
  readonly backward: boolean;
  /** Each group of ranges is in order by itself, so the groups have to be merged. */
  readonly merged: boolean;
}

/** Undefined when the documents have to be sorted after reading. */
export function indexOrder(candidate: Candidate, sort: readonly SortField[]): IndexOrder | undefined {
  const { index, fixed, points, groups } = candidate;
  const arrays = new Set(index.fields.filter((_, at) => index.multikey[at] === true).map(([field]) => field));
  // An array has an entry for each of its elements, but a sort uses only one of them.
  if (sort.some(({ field }) => arrays.has(field))) return undefined;
  const straight = directionOf(candidate, sort, fixed, index.unique && arrays.size === 0);
  if (straight !== undefined) return { backward: straight === 'backward', merged: false };
  const varying = new Set(index.fields.slice(fixed, points).map(([field]) => field));
  if (groups.length < 2 || sort.some(({ field }) => varying.has(field))) return undefined;
  const inGroup = directionOf(candidate, sort, points, false);
  return inGroup === undefined ? undefined : { backward: inGroup === 'backward', merged: true };
}

/**
 * The scan direction that gives the sort's order, with the first `bound` fields constant. `total`: no two entries have
 * the same values.
 */
function directionOf(
  { index }: Candidate,
  sort: readonly SortField[],
  bound: number,
  total: boolean,
): 'forward' | 'backward' | undefined {
  const constant = new Set(index.fields.slice(0, bound).map(([field]) => field));
  const wanted = sort.filter(({ field }) => !constant.has(field));
  const available = index.fields
    .map(([field, direction], at) => ({ field, direction, multikey: index.multikey[at] === true }))
    .filter(({ field }) => !constant.has(field));
  let backward: boolean | undefined;
  for (const [at, { field, descending }] of wanted.entries()) {
    const entry = available[at];
    if (entry === undefined) {
      if (!total) return undefined;
      break;
    }
    if (entry.field !== field || entry.multikey) return undefined;
    const reverse = entry.direction < 0 !== descending;
    if (backward !== undefined && backward !== reverse) return undefined;
    backward = reverse;
  }
  return backward === true ? 'backward' : 'forward';
}
