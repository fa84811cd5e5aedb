import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { MAX_TOTAL_COUNT, withCount } from './count.js';
import { decodeCursor, encodeCursor, type SortValue, type SortValueType } from './cursor.js';
import type { Page } from './page.js';
import type { Connection } from './types.js';

/** One field that a list is sorted by. */
export interface SortKey<Item> {
  readonly field: keyof Item & string;
  readonly direction: 1 | -1;
  readonly type: SortValueType;
}

/** The sort order of a list. The keys together must be unique per item, and an index must begin with them. */
export interface Sort<Item> {
  /** Part of each cursor, so that a cursor of another sort order is refused. */
  readonly name: string;
  readonly keys: readonly SortKey<Item>[];
}

/**
 * Reads one page by keyset pagination: it starts at the cursor's values instead of skipping the items before them. A
 * page therefore costs the same at any depth, and inserts elsewhere neither repeat nor skip an item.
 *
 * @param hint the keys of the index to read the page by, when the database would choose a worse index
 * @param toItem converts a stored document to the domain's type
 * @throws PublicError BAD_USER_INPUT for a cursor that is not of this list
 */
export async function paginate<Stored, Item>({
  model,
  filter,
  sort,
  page,
  hint,
  toItem,
}: {
  model: Model<Stored>;
  filter: QueryFilter<Stored>;
  sort: Sort<Stored>;
  page: Page;
  hint?: Record<string, 1 | -1> | undefined;
  toItem: (stored: Stored) => Item;
}): Promise<Connection<Item>> {
  const conditions = [filter, ...pageBounds(sort, page)] as QueryFilter<Stored>[];
  const reading = model
    .find({ $and: conditions } as QueryFilter<Stored>)
    .sort(order(sort, page))
    .limit(page.size + 1);
  if (hint !== undefined) reading.hint(hint);
  const found = await reading.lean<Stored[]>();
  return withCount(pageOf(found, sort, page, toItem), () =>
    model
      .countDocuments(filter)
      .limit(MAX_TOTAL_COUNT + 1)
      .exec(),
  );
}

/**
 * Builds a page from the documents that were read for it.
 *
 * @param found in reading order, from the end that the page is counted from, with one more document than the page when
 * more exist
 */
export function pageOf<Stored, Item>(
  found: readonly Stored[],
  sort: Sort<Stored>,
  page: Page,
  toItem: (stored: Stored) => Item,
): Omit<Connection<Item>, 'totalCount' | 'totalCountExact'> {
  const more = found.length > page.size;
  const stored = found.slice(0, page.size);
  if (page.fromEnd) stored.reverse();
  const edges = stored.map((document) => ({
    cursor: encodeCursor(
      sort.name,
      sort.keys.map(({ field }) => document[field] as SortValue),
    ),
    node: toItem(document),
  }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.fromEnd ? page.before !== undefined : more,
      hasPreviousPage: page.fromEnd ? more : page.after !== undefined,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/**
 * The condition that an item within a page's cursors meets.
 *
 * @throws PublicError BAD_USER_INPUT for a cursor that is not of this list
 */
export function pageBounds<Stored>(sort: Sort<Stored>, { after, before }: Page): object[] {
  const types = sort.keys.map(({ type }) => type);
  return [
    ...(after === undefined ? [] : beyond(sort, decodeCursor(after, sort.name, types), 1)),
    ...(before === undefined ? [] : beyond(sort, decodeCursor(before, sort.name, types), -1)),
  ];
}

/**
 * The condition for items after (1) or before (-1) the given values: beyond them in the first key, or equal in the
 * first and beyond in the second, and so on. The bound on the first key alone is redundant, but lets the query planner
 * start its index scan there.
 */
function beyond<Stored>(sort: Sort<Stored>, values: readonly SortValue[], side: 1 | -1): object[] {
  const steps = sort.keys.map((key, index) => {
    const equal = Object.fromEntries(sort.keys.slice(0, index).map(({ field }, at) => [field, values[at]]));
    return {
      ...equal,
      [key.field]: compare(key.direction * side > 0 ? '$gt' : '$lt', values[index]),
    };
  });
  const first = sort.keys[0];
  if (first === undefined) return [];
  return [
    { [first.field]: compare(first.direction * side > 0 ? '$gte' : '$lte', values[0]) },
    { $or: steps },
  ];
}

function compare(operator: string, value: unknown): object {
  return mongoose.trusted({ [operator]: value });
}

/** A page counted from the end is read in reverse order and then reversed. */
function order<Stored>(sort: Sort<Stored>, { fromEnd }: Page): [string, 1 | -1][] {
  return sort.keys.map(({ field, direction }) => [field, fromEnd === (direction === 1) ? -1 : 1]);
}
