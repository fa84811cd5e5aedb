import type { Collection } from '../collection/collection.js';
import { type Candidate, candidateOf } from './candidate.js';
import { indexOrder } from './index-order.js';
import { indexesFor } from './indexes.js';
import type { SortField } from './sort.js';
import type { Conjunction } from './terms.js';

/** The most promising index, judged by its fields alone. Undefined when all documents have to be read. */
export function chooseIndex(
  collection: Collection,
  filter: readonly Conjunction[],
  sort: readonly SortField[],
  hint: unknown,
): Candidate | undefined {
  let best: { candidate: Candidate; score: number } | undefined;
  for (const index of indexesFor(collection, filter, sort, hint)) {
    const candidate = candidateOf(index, filter);
    const score = scoreOf(candidate, sort, hint);
    if (score > (best?.score ?? 0)) best = { candidate, score };
  }
  return best?.candidate;
}

const ONE_DOCUMENT = 1000;

/** The score is higher for each bound field, for an index that makes sorting unnecessary, and for a single document. */
function scoreOf(candidate: Candidate, sort: readonly SortField[], hint: unknown): number {
  const { index, points, ranged, exact } = candidate;
  const order = sort.length > 0 ? indexOrder(candidate, sort) : undefined;
  const bound = points > 0 || ranged;
  if (!bound && order === undefined && hint === undefined) return 0;
  const single = index.unique && points === index.fields.length ? ONE_DOCUMENT : 0;
  const sorted = order === undefined ? 0 : order.merged ? 7 : bound ? 8 : 4;
  return 1 + single + points * 10 + (ranged ? 6 : 0) + sorted + (exact ? 1 : 0);
}
