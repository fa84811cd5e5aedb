import { createGrouping, type Grouping } from './grouping.js';

/** Reads those of the items with these ids that exist. */
type ReadByIds<Item> = (ids: readonly string[]) => Promise<readonly Item[]>;

/** How long a read delays those behind it, in milliseconds. A slow one then no longer delays them. */
const HOLD_MS = 50;

/** The maximum number of requests and of ids in one read. */
const MAX_GROUP = { requests: 1_000, ids: 1_000 };

/**
 * Lets concurrent requests share reads by id. Under load, the reads that arrive while others are under way become one;
 * an idle service reads at once. A read never joins one that has begun, so each sees all writes before it. Several
 * requests get the same objects, so callers must not change them, and must check permissions after the read.
 */
export function shareReads<Item extends { readonly id: string }>(
  find: ReadByIds<Item>,
): (ids: readonly string[]) => Promise<Item[]> {
  const reading = createGrouping<readonly string[], Item[]>({
    holdMs: HOLD_MS,
    most: MAX_GROUP.requests,
    weigh: ({ length }) => length,
    heaviest: MAX_GROUP.ids,
    async work(lists) {
      const found = await find([...new Set(lists.flat())]);
      const byId = new Map(found.map((item) => [item.id, item]));
      return lists.map((ids) => ids.flatMap((id) => byId.get(id) ?? []));
    },
  });
  return (ids) => reading.run(ids);
}

/**
 * Lets concurrent requests share reads that are equal: those with the same key. Like {@link shareReads}, a read never
 * joins one that has begun.
 */
export function shareEqualReads<Result>(): (key: string, read: () => Promise<Result>) => Promise<Result> {
  type Reading = Grouping<() => Promise<Result>, Result>;
  const readings = new Map<string, { readonly reading: Reading; readers: number }>();
  return async (key, read) => {
    const shared = readings.get(key) ?? { reading: oneForAll<Result>(), readers: 0 };
    readings.set(key, shared);
    shared.readers += 1;
    try {
      return await shared.reading.run(read);
    } finally {
      shared.readers -= 1;
      if (shared.readers === 0) readings.delete(key);
    }
  };
}

/** Groups equal reads. One read answers a whole group. */
function oneForAll<Result>(): Grouping<() => Promise<Result>, Result> {
  return createGrouping({
    holdMs: HOLD_MS,
    most: MAX_GROUP.requests,
    async work([read, ...others]) {
      if (read === undefined) return [];
      const result = await read();
      return [result, ...others.map(() => result)];
    },
  });
}
