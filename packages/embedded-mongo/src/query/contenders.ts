import type { Collection } from '../collection/collection.js';
import { type Candidate, candidateOf } from './candidate.js';
import { indexOrder } from './index-order.js';
import { indexesFor } from './indexes.js';
import type { Plan } from './plan.js';
import { indexScan } from './scan.js';
import type { SortField } from './sort.js';
import type { Conjunction } from './terms.js';
import { unionScan } from './union.js';

/** A plan that may be the best. */
export interface Contender {
  readonly plan: () => Plan;
}

interface Rated {
  readonly candidate: Candidate;
  readonly score: number;
  /** It gives the order of the sort. */
  readonly ordered: boolean;
  /** The fields it is bound by. */
  readonly bound: ReadonlySet<string>;
}

/** What only a look at the data can choose from, the likeliest first; none when all documents have to be read. */
export function contendersFor(
  collection: Collection,
  filter: readonly Conjunction[],
  sort: readonly SortField[],
  hint: unknown,
): Contender[] {
  const rated = undominated(rate(collection, filter, sort, hint));
  const [best] = rated;
  const single = rated.map(({ candidate }) => ({ plan: () => indexScan(collection, candidate, sort) }));
  if (best !== undefined && best.score >= ONE_DOCUMENT) return single.slice(0, 1);
  const isPage = best?.ordered === true && best.bound.size > 0;
  if (filter.length < 2 || hint !== undefined || isPage) return single;
  const union = unionOf(collection, filter, sort);
  return union === undefined ? single : [...single, union];
}

function rate(
  collection: Collection,
  filter: readonly Conjunction[],
  sort: readonly SortField[],
  hint: unknown,
): Rated[] {
  return indexesFor(collection, filter, sort, hint)
    .map((index) => ratedOf(candidateOf(index, filter), sort, hint))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

const ONE_DOCUMENT = 1000;

/** More for each bound field, for not having to sort, and for an index that can give one document only. */
function ratedOf(candidate: Candidate, sort: readonly SortField[], hint: unknown): Rated {
  const { index, points, ranged } = candidate;
  const order = sort.length > 0 ? indexOrder(candidate, sort) : undefined;
  const bound = new Set(index.fields.slice(0, points + (ranged ? 1 : 0)).map(([field]) => field));
  const rated = { candidate, ordered: order !== undefined, bound };
  if (bound.size === 0 && order === undefined && hint === undefined) return { ...rated, score: 0 };
  const single = index.unique && points === index.fields.length ? ONE_DOCUMENT : 0;
  const sorted = order === undefined ? 0 : order.merged ? 7 : bound.size > 0 ? 8 : 4;
  return {
    ...rated,
    score: 1 + single + points * 10 + (ranged ? 6 : 0) + sorted + (candidate.exact ? 1 : 0),
  };
}

/** Without those that can be no better than another: bound by nothing that it is not bound by, and in no better order. */
function undominated(rated: readonly Rated[]): Rated[] {
  const kept: Rated[] = [];
  for (const one of rated) {
    const dominated = kept.some(
      (other) => (other.ordered || !one.ordered) && [...one.bound].every((field) => other.bound.has(field)),
    );
    if (!dominated) kept.push(one);
  }
  return kept;
}

/** Each alternative by the index that fits it; undefined when one has none, or all have the same. */
function unionOf(
  collection: Collection,
  filter: readonly Conjunction[],
  sort: readonly SortField[],
): Contender | undefined {
  const branches = filter.map((alternative) => rate(collection, [alternative], [], undefined)[0]?.candidate);
  const found = branches.filter((branch) => branch !== undefined);
  const indexes = new Set(found.map(({ index }) => index.name));
  if (found.length < branches.length || indexes.size < 2) return undefined;
  return { plan: () => unionScan(collection, found, sort) };
}
