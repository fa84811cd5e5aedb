import { createGrouping } from './grouping.js';

/** Reads those of the items with these ids that exist. */
type ReadByIds<Item> = (ids: readonly string[]) => Promise<readonly Item[]>;

/**
 * The number of reads at a time. With a second one, a slow read does not delay all others; with more, fewer reads would
 * be shared.
 */
const LANES = 2;

/** How long a read delays those behind it, in milliseconds. */
const HOLD_MS = 50;

/** The maximum number of requests and of ids in one read. */
const MAX_GROUP = { requests: 100, ids: 1_000 };

/**
 * Lets concurrent requests share reads by id. Under load, the reads that arrive while others are under way become one;
 * an idle service reads at once. A read never joins one that has begun, so each sees all writes before it. Several
 * requests get the same objects: nobody may change them, and authorization comes after the read.
 */
export function shareReads<Item extends { readonly id: string }>(
  find: ReadByIds<Item>,
): (ids: readonly string[]) => Promise<Item[]> {
  const reading = createGrouping<readonly string[], Item[]>({
    lanes: LANES,
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
