import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { withCount } from './count.js';
import { edgeOf, isWholeList, pageBounds, pageOf, paginate, type Sort } from './keyset.js';
import type { Page } from './page.js';
import type { Connection } from './types.js';

/** The lists of many parents in one collection: each document names its parent in the field `parent`. */
interface ListsByParent<Stored extends { readonly _id: string }, Item> {
  readonly model: Model<Stored>;
  readonly parent: keyof Stored & string;
  readonly parentIds: readonly string[];
  /** The condition for items of all lists. Its operators must be marked with `mongoose.trusted`. */
  readonly filter: object;
  /** An index must begin with the parent's field and go on with these keys, `_id` last. */
  readonly sort: Sort<Stored>;
  readonly page: Page;
  /** The fields to read. `toItem` and the sort must have theirs. Default: all. */
  readonly fields?: readonly string[];
  /** Converts a stored document to the domain's type. */
  readonly toItem: (stored: Stored) => Item;
}

/**
 * Reads one page of a list for each of many parents, in two commands for any number of parents: the first finds the
 * pages' ids in an index that covers it, the second reads exactly these documents.
 *
 * @returns the pages in the order of the parents
 * @throws PublicError BAD_USER_INPUT for a cursor that is not of this list
 */
export async function paginateByParent<Stored extends { readonly _id: string }, Item>(
  lists: ListsByParent<Stored, Item>,
): Promise<Connection<Item>[]> {
  const { model, parent, parentIds, sort, page, fields, toItem } = lists;
  const [only] = parentIds;
  // For a single parent, the plain list query reads only the page.
  if (only !== undefined && parentIds.length === 1)
    return [
      await paginate({ model, filter: { ...lists.filter, [parent]: only }, sort, page, fields, toItem }),
    ];
  const ids = await findPages(lists);
  const stored = await findByIds(model, [...ids.values()].flat(), fields);
  const counts = countOnce(lists);
  return parentIds.map((parentId) => {
    const found = (ids.get(parentId) ?? []).flatMap((id) => stored.get(id) ?? []);
    return withCount(pageOf(found.map(edgeOf(sort, toItem)), page), async () =>
      isWholeList(found, page) ? found.length : ((await counts()).get(parentId) ?? 0),
    );
  });
}

/** The ids of each parent's page, with one more id when the list continues. */
async function findPages<Stored extends { readonly _id: string }, Item>(
  lists: ListsByParent<Stored, Item>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { model, parent, sort, page } = lists;
  const side = page.fromEnd ? -1 : 1;
  const keys = sort.keys.map(({ field, direction }) => [field, side * direction]);
  const found = await model.aggregate<{ _id: string; ids: string[] }>([
    { $match: { $and: [match(lists), ...pageBounds(sort, page)] } },
    { $sort: Object.fromEntries([[parent, side], ...keys]) as Record<string, 1 | -1> },
    { $group: { _id: `$${parent}`, ids: { $firstN: { input: '$_id', n: page.size + 1 } } } },
  ]);
  return new Map(found.map(({ _id, ids }) => [_id, ids]));
}

async function findByIds<Stored extends { readonly _id: string }>(
  model: Model<Stored>,
  ids: readonly string[],
  fields: readonly string[] = [],
): Promise<ReadonlyMap<string, Stored>> {
  const filter = { _id: mongoose.trusted({ $in: [...ids] }) } as QueryFilter<Stored>;
  const stored = await model
    .find(filter)
    .select([...fields])
    .batchSize(ids.length + 1)
    .lean<Stored[]>();
  return new Map(stored.map((document) => [document._id, document]));
}

/** Counts all parents' lists together, when the first count is requested. */
function countOnce<Stored extends { readonly _id: string }, Item>(lists: ListsByParent<Stored, Item>) {
  let counts: Promise<ReadonlyMap<string, number>> | undefined;
  const count = async () => {
    const found = await lists.model.aggregate<{ _id: string; count: number }>([
      { $match: match(lists) },
      { $group: { _id: `$${lists.parent}`, count: { $sum: 1 } } },
    ]);
    return new Map(found.map((each) => [each._id, each.count]));
  };
  return () => (counts ??= count());
}

function match<Stored extends { readonly _id: string }, Item>({
  parent,
  parentIds,
  filter,
}: ListsByParent<Stored, Item>): object {
  return { ...filter, [parent]: { $in: [...parentIds] } };
}
