import { equalValues } from '../bson/compare.js';
import { isDoc } from '../bson/document.js';
import type { Collection } from '../collection/collection.js';
import { badValue } from '../errors.js';
import { idIndex, type PlannedIndex, plannedIndex } from './candidate.js';
import { excludesMissing, implies } from './implied.js';
import type { SortField } from './sort.js';
import type { Conjunction } from './terms.js';

/** The indexes that can serve a filter or a sort, or only the hinted one. */
export function indexesFor(
  collection: Collection,
  filter: readonly Conjunction[],
  sort: readonly SortField[],
  hint: unknown,
): PlannedIndex[] {
  const ready = collection.info.indexes.filter((index) => index.ready);
  const all = [idIndex(collection), ...ready.map(plannedIndex)];
  if (hint !== undefined && hint !== '' && !(isDoc(hint) && Object.keys(hint).length === 0)) {
    const hinted = all.find(
      ({ name, pattern }) => name === hint || (isDoc(hint) && equalValues(Object.fromEntries(pattern), hint)),
    );
    if (hinted === undefined)
      throw badValue(
        'error processing query: planner returned error: hint provided does not correspond to an existing index',
      );
    return [hinted];
  }
  return all.filter((index) => mayHelp(index, filter, sort) && hasAll(index, filter));
}

/** Whether the first field of the index is in every alternative of the filter, or is the first of the sort. */
function mayHelp(
  { fields }: PlannedIndex,
  filter: readonly Conjunction[],
  sort: readonly SortField[],
): boolean {
  const first = fields[0]?.[0];
  return sort[0]?.field === first || filter.every(({ terms }) => terms.some(({ field }) => field === first));
}

/** A sparse or partial index lacks documents, so it serves only filters that exclude these too. */
function hasAll({ info, pattern }: PlannedIndex, filter: readonly Conjunction[]): boolean {
  if (info?.partial !== undefined && !implies(filter, info.partial)) return false;
  if (info?.sparse !== true) return true;
  const indexed = new Set(pattern.map(([field]) => field));
  return filter.every(({ terms }) => terms.some((term) => indexed.has(term.field) && excludesMissing(term)));
}
