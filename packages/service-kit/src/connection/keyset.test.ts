import mongoose, { Schema, type Connection, type Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestConnection } from '../testing/database.js';
import { watchCommands } from '../testing/watching.js';
import { paginate, type Sort } from './keyset.js';
import { parsePage, type PageArguments } from './page.js';

interface Item {
  readonly _id: string;
  readonly name: string;
  readonly rank: number;
}

const byName: Sort<Item> = {
  name: 'NAME',
  keys: [
    { field: 'name', direction: 1, type: 'string' },
    { field: '_id', direction: 1, type: 'string' },
  ],
};
const byRankDown: Sort<Item> = {
  name: 'RANK',
  keys: [
    { field: 'rank', direction: -1, type: 'number' },
    { field: '_id', direction: 1, type: 'string' },
  ],
};

let connection: Connection;
let model: Model<Item>;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ connection, close } = await openTestConnection('keyset'));
  model = connection.model<Item>('Item', new Schema<Item>({ _id: String, name: String, rank: Number }));
  // Seven items whose names and ranks tie, so that only the id tells neighbours apart.
  await model.insertMany(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((_id, index) => ({
      _id,
      name: `n${String(Math.floor(index / 3))}`,
      rank: index % 2,
    })),
  );
});
afterAll(() => close());

const read = (sort: Sort<Item>, args: PageArguments, filter = {}) =>
  paginate({ model, filter, sort, page: parsePage(args), toItem: ({ _id }) => _id });

/** Walks a list page by page and collects what it met. */
async function walk(sort: Sort<Item>, size: number, backwards = false): Promise<string[]> {
  const pages: string[][] = [];
  let cursor: string | null | undefined;
  for (;;) {
    const args = backwards ? { last: size, before: cursor } : { first: size, after: cursor };
    const { nodes, pageInfo } = await read(sort, args);
    pages.push([...nodes]);
    cursor = backwards ? pageInfo.startCursor : pageInfo.endCursor;
    if (!(backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) break;
  }
  return (backwards ? pages.reverse() : pages).flat();
}

describe('a list read by keyset', () => {
  it.each([
    [byName, ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
    [byRankDown, ['b', 'd', 'f', 'a', 'c', 'e', 'g']],
  ])('by $name is met whole and in order, forwards and backwards, at any page size', async (sort, order) => {
    for (const size of [1, 2, 3, 7, 100]) {
      expect(await walk(sort, size)).toEqual(order);
      expect(await walk(sort, size, true)).toEqual(order);
    }
  });

  it('does not repeat what is inserted before the cursor', async () => {
    const first = await read(byName, { first: 3 });
    await model.create({ _id: '0', name: 'n0', rank: 0 });
    const second = await read(byName, { first: 3, after: first.pageInfo.endCursor });
    await model.deleteOne({ _id: '0' });
    expect(second.nodes).toEqual(['d', 'e', 'f']);
  });

  it('counts what the filter leaves, not the page', async () => {
    const page = await read(byName, { first: 1 }, { rank: 1 });
    expect(page.nodes).toEqual(['b']);
    expect(await page.totalCount()).toBe(3);
    expect(await page.totalCountExact()).toBe(true);
  });

  it('counts up to 10,000, and says when there is more', async () => {
    await model.insertMany(
      Array.from({ length: 10_001 }, (_, at) => ({ _id: `more${at}`, name: 'more', rank: 5 })),
    );
    const more = await read(byName, { first: 1 }, { name: 'more' });
    expect(await more.totalCount()).toBe(10_000);
    expect(await more.totalCountExact()).toBe(false);
    await model.deleteOne({ _id: 'more0' });
    const exact = await read(byName, { first: 1 }, { name: 'more' });
    expect(await exact.totalCount()).toBe(10_000);
    expect(await exact.totalCountExact()).toBe(true);
    await model.deleteMany({ name: 'more' });
  });

  it('counts a list once for both of its fields', async () => {
    const sent: string[] = [];
    const client = connection.getClient();
    client.on('commandStarted', ({ commandName }) => sent.push(commandName));
    const page = await read(byName, { first: 1 });
    await Promise.all([page.totalCount(), page.totalCountExact()]);
    expect(sent).toEqual(['find', 'aggregate']);
    client.removeAllListeners('commandStarted');
  });

  it('counts without a command what one page contains', async () => {
    const { commands, result } = await watchCommands(connection, async () => {
      const page = await read(byName, { first: 100 }, { rank: 1 });
      return Promise.all([page.totalCount(), page.totalCountExact()]);
    });
    expect(result).toEqual([3, true]);
    expect(commands).toHaveLength(1);
  });

  it('counts the whole list on a page that continues another', async () => {
    const first = await read(byName, { first: 1 }, { rank: 1 });
    const rest = await read(byName, { first: 100, after: first.pageInfo.endCursor }, { rank: 1 });
    expect(rest.nodes).toHaveLength(2);
    expect(await rest.totalCount()).toBe(3);
  });

  it('has neither cursors nor neighbours when it is empty', async () => {
    const page = await read(byName, {}, { rank: mongoose.trusted({ $gt: 9 }) });
    expect(page).toMatchObject({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('refuses a cursor of another order', async () => {
    const { pageInfo } = await read(byName, { first: 1 });
    await expect(read(byRankDown, { after: pageInfo.endCursor })).rejects.toThrow(
      'That is no cursor of this list',
    );
  });
});
