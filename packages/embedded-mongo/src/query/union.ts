import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import type { Candidate } from './candidate.js';
import type { Plan } from './plan.js';
import { indexScan } from './scan.js';
import type { SortField } from './sort.js';

/** The alternatives of a filter one after the other, each by its own index. */
export function unionScan(
  collection: Collection,
  candidates: readonly Candidate[],
  sort: readonly SortField[],
): Plan {
  const branches = candidates.map((candidate) => indexScan(collection, candidate, []));
  const total = (of: (plan: Plan) => number): number => branches.reduce((sum, plan) => sum + of(plan), 0);
  return {
    documents: (hint) => once(branches, hint),
    exact: branches.every(({ exact }) => exact),
    sorted: sort.length === 0,
    index: undefined,
    ranges: [],
    groups: [],
    backward: false,
    branches,
    examined: {
      get keys() {
        return total(({ examined }) => examined.keys);
      },
      get documents() {
        return total(({ examined }) => examined.documents);
      },
    },
  };
}

/** What several alternatives find comes once. */
function* once(branches: readonly Plan[], hint: number | undefined): Generator<Stored> {
  const seen = new Set<string>();
  for (const branch of branches) {
    for (const stored of branch.documents(hint)) {
      const key = stored.key.toString('latin1');
      if (seen.has(key)) continue;
      seen.add(key);
      yield stored;
    }
  }
}
