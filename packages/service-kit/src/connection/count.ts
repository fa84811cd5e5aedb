import type { Model, QueryFilter } from 'mongoose';
import type { Connection } from './types.js';

/** The maximum of a list's count: the cost of counting grows with the list. */
export const MAX_TOTAL_COUNT = 10_000;

/**
 * Adds the list's count to a page. The items are counted once, when the first of the two count fields is resolved.
 *
 * @param count counts the list; it may stop at one more than {@link MAX_TOTAL_COUNT}
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

/** Counts documents, up to one more than {@link MAX_TOTAL_COUNT}. */
export function countUpToMax<Stored>(model: Model<Stored>, filter: QueryFilter<Stored>): Promise<number> {
  const counting = model.countDocuments(filter).limit(MAX_TOTAL_COUNT + 1);
  // Without a condition, the database would read the documents instead of an index.
  return (Object.keys(filter).length === 0 ? counting.hint({ _id: 1 }) : counting).exec();
}
