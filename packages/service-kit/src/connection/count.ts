import type { Connection } from './types.js';

/** Lists are counted up to here, because the cost of counting grows with the list. */
export const MAX_TOTAL_COUNT = 10_000;

/**
 * A page with the count of its list, which is made once, when the first of its two fields is asked for.
 *
 * @param count counts the list; it need not go further than one beyond {@link MAX_TOTAL_COUNT}
 */
export function withCount<Item>(
  page: Omit<Connection<Item>, 'totalCount' | 'totalCountExact'>,
  count: () => Promise<number>,
): Connection<Item> {
  let counted: Promise<number> | undefined;
  const countOnce = () => (counted ??= count());
  return {
    ...page,
    totalCount: async () => Math.min(await countOnce(), MAX_TOTAL_COUNT),
    totalCountExact: async () => (await countOnce()) <= MAX_TOTAL_COUNT,
  };
}
