import mongoose, { type Model, type QueryFilter } from 'mongoose';
import { countUpToMax, withCount } from './count.js';
import {
  decodeCursor,
  encodeCursor,
  isCursorOf,
  notACursor,
  type SortValue,
  type SortValueType,
} from './cursor.js';
import type { Page } from './page.js';
import type { Connection, Edge, PageInfo } from './types.js';

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

/** A part of a list: the items of one filter, in their sort order. */
export interface ListPart<Stored> {
  readonly filter: QueryFilter<Stored>;
  /** Its name must differ between the parts of a list, because the name in a cursor tells the cursor's part. */
  readonly sort: Sort<Stored>;
  /** The keys of the index to read the part by, when the database would choose a worse index. */
  readonly hint?: () => IndexKeys | undefined | Promise<IndexKeys | undefined>;
}

/** The keys of an index with their directions. */
export type IndexKeys = Readonly<Record<string, 1 | -1>>;

/**
 * Reads one page by keyset pagination: it starts at the cursor's values instead of skipping the items before them. A
 * page therefore costs the same at any depth, and inserts elsewhere neither repeat nor skip an item.
 *
 * @param fields the fields to read, or, each with `-` before it, those to leave out; all by default. `toItem` and the sort
 * must have theirs
 * @param toItem converts a stored document to the domain's type
 * @throws PublicError BAD_USER_INPUT for a cursor that is not of this list
 */
export function paginate<Stored, Item>({
  filter,
  sort,
  ...list
}: {
  model: Model<Stored>;
  filter: QueryFilter<Stored>;
  sort: Sort<Stored>;
  page: Page;
  fields?: readonly string[] | undefined;
  toItem: (stored: Stored) => Item;
}): Promise<Connection<Item>> {
  return paginateParts({ ...list, filter, parts: [{ filter, sort }] });
}

/**
 * Reads one page of a list that has several parts, one after the other. Cursors reach from one part into the next.
 *
 * @param filter the condition for all items of the list, by which they are counted
 * @param parts the parts that make up the list, in their order; no item may be in two of them
 * @param count counts the list, when its number is known without the command that counts by the filter
 * @param fields the fields to read, or, each with `-` before it, those to leave out; all by default. `toItem` and the sort
 * must have theirs
 * @param toItem converts a stored document to the domain's type
 * @throws PublicError BAD_USER_INPUT for a cursor that is not of this list
 */
export async function paginateParts<Stored, Item>({
  model,
  filter,
  parts,
  page,
  fields = [],
  toItem,
  count = () => countUpToMax(model, filter),
}: {
  model: Model<Stored>;
  filter: QueryFilter<Stored>;
  parts: readonly ListPart<Stored>[];
  page: Page;
  fields?: readonly string[] | undefined;
  toItem: (stored: Stored) => Item;
  count?: () => Promise<number>;
}): Promise<Connection<Item>> {
  const found: Edge<Item>[] = [];
  for (const part of partsOfPage(parts, page)) {
    const missing = page.size + 1 - found.length;
    if (missing > 0)
      found.push(...(await readPart(model, part, fields, missing)).map(edgeOf(part.sort, toItem)));
  }
  return withCount(pageOf(found, page), async () => (isWholeList(found, page) ? found.length : count()));
}

/** The parts between a page's cursors, in reading order, each with its share of the cursors. */
function partsOfPage<Stored>(parts: readonly ListPart<Stored>[], { after, before, ...page }: Page) {
  const first = after === undefined ? 0 : partOf(after, parts);
  const last = before === undefined ? parts.length - 1 : partOf(before, parts);
  const between = parts.slice(first, last + 1).map((part, at) => ({
    ...part,
    page: {
      ...page,
      after: at === 0 ? after : undefined,
      before: first + at === last ? before : undefined,
    },
  }));
  return page.fromEnd ? between.reverse() : between;
}

function partOf<Stored>(cursor: string, parts: readonly ListPart<Stored>[]): number {
  const found = parts.findIndex(({ sort }) => isCursorOf(cursor, sort.name));
  if (found === -1) throw notACursor();
  return found;
}

async function readPart<Stored>(
  model: Model<Stored>,
  { filter, sort, hint, page }: ListPart<Stored> & { readonly page: Page },
  fields: readonly string[],
  limit: number,
): Promise<Stored[]> {
  const conditions = [filter, ...pageBounds(sort, page)] as QueryFilter<Stored>[];
  const reading = model
    .find({ $and: conditions } as QueryFilter<Stored>)
    .select([...fields])
    .sort(order(sort, page))
    .limit(limit);
  const index = await hint?.();
  if (index !== undefined) reading.hint(index);
  return reading.lean<Stored[]>();
}

/** Makes an edge of a stored document. */
export function edgeOf<Stored, Item>({ name, keys }: Sort<Stored>, toItem: (stored: Stored) => Item) {
  return (document: Stored): Edge<Item> => {
    const values = keys.map(({ field }) => document[field] as SortValue);
    return new StoredEdge(name, values, toItem(document));
  };
}

/** An edge whose cursor is encoded when it is first read, because many operations select no cursors. */
class StoredEdge<Item> implements Edge<Item> {
  readonly node: Item;
  readonly #sort: string;
  readonly #values: readonly SortValue[];
  #cursor: string | undefined;

  constructor(sort: string, values: readonly SortValue[], node: Item) {
    this.node = node;
    this.#sort = sort;
    this.#values = values;
  }

  get cursor(): string {
    return (this.#cursor ??= encodeCursor(this.#sort, this.#values));
  }
}

/**
 * Builds a page from the edges that were read for it.
 *
 * @param found in reading order, from the end that the page is counted from, with one more edge than the page when more
 * exist
 */
export function pageOf<Item>(
  found: readonly Edge<Item>[],
  page: Page,
): Omit<Connection<Item>, 'totalCount' | 'totalCountExact'> {
  const more = found.length > page.size;
  const edges = found.slice(0, page.size);
  if (page.fromEnd) edges.reverse();
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: new EdgesPageInfo(
      edges,
      page.fromEnd ? page.before !== undefined : more,
      page.fromEnd ? more : page.after !== undefined,
    ),
  };
}

/** The page info of edges. It reads a cursor when an operation selects it. */
class EdgesPageInfo implements PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #edges: readonly Edge<unknown>[];

  constructor(edges: readonly Edge<unknown>[], hasNextPage: boolean, hasPreviousPage: boolean) {
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
    this.#edges = edges;
  }

  get startCursor(): string | null {
    return this.#edges.at(0)?.cursor ?? null;
  }

  get endCursor(): string | null {
    return this.#edges.at(-1)?.cursor ?? null;
  }
}

/** Whether a page contains all items of its list. The list then need not be counted. */
export function isWholeList(found: readonly unknown[], { size, after, before }: Page): boolean {
  return found.length <= size && after === undefined && before === undefined;
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
