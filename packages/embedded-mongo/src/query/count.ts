import type { Collection } from '../collection/collection.js';
import { planQuery } from './plan.js';
import { type Query, run } from './run.js';

/** How many documents a query selects. Counts index entries alone where that suffices. */
export function countMatching(collection: Collection, query: Query): number {
  const all = countAll(collection, query);
  if (all === undefined) return countOf(run(collection, query));
  const rest = Math.max(0, all - query.skip);
  return query.limit === 0 ? rest : Math.min(rest, query.limit);
}

function countAll(collection: Collection, query: Query): number | undefined {
  if (Object.keys(query.filter).length === 0 && query.hint === undefined) return collection.info.count;
  const { exact, index, ranges } = planQuery(collection, { ...query, sort: {} });
  if (!exact || index === undefined || index.multikey.includes(true)) return undefined;
  const byId = index.info === undefined;
  return ranges.reduce((sum, range) => sum + collection.countRange(range, byId), 0);
}

/** The number of items, without keeping any of them. */
export function countOf(items: Iterable<unknown>): number {
  const iterator = items[Symbol.iterator]();
  let n = 0;
  while (iterator.next().done !== true) n += 1;
  return n;
}
