import { Schema, type Connection, type Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestConnection } from '../testing/database.js';
import { watchCommands } from '../testing/watching.js';
import { paginateByParent } from './by-parent.js';
import type { Sort } from './keyset.js';
import { parsePage, type PageArguments } from './page.js';
import type { Edge } from './types.js';

interface Note {
  readonly _id: string;
  readonly book: string;
  readonly line: number;
  readonly draft: boolean;
}

const byLine: Sort<Note> = {
  name: 'LINE',
  keys: [
    { field: 'line', direction: 1, type: 'number' },
    { field: '_id', direction: 1, type: 'string' },
  ],
};

let connection: Connection;
let model: Model<Note>;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ connection, close } = await openTestConnection('notes'));
  const schema = new Schema<Note>({ _id: String, book: String, line: Number, draft: Boolean });
  schema.index({ book: 1, line: 1, _id: 1 });
  model = connection.model<Note>('Note', schema);
  await model.createIndexes();
  const notes = ['a', 'b'].flatMap((book) =>
    [1, 2, 3, 4].map((line) => ({ _id: `${book}${line}`, book, line, draft: line === 4 })),
  );
  await model.insertMany([...notes, { _id: 'c1', book: 'c', line: 1, draft: false }]);
});
afterAll(() => close());

/** Accessors of a class are not compared by `toEqual`. */
const withCursor = ({ cursor, node }: Edge<unknown>) => ({ cursor, node });

const read = (parentIds: readonly string[], args: PageArguments, filter = {}) =>
  paginateByParent<Note, string>({
    model,
    parent: 'book',
    parentIds,
    filter,
    sort: byLine,
    page: parsePage(args),
    toItem: ({ _id }) => _id,
  });

describe('the lists of many parents', () => {
  it.each([
    [{ first: 2 }, [['a1', 'a2'], [], ['c1'], ['b1', 'b2']]],
    [{ last: 2 }, [['a3', 'a4'], [], ['c1'], ['b3', 'b4']]],
  ])('are each read a page at a time: %o', async (args, nodes) => {
    const pages = await read(['a', 'nobody', 'c', 'b'], args);
    expect(pages.map((page) => page.nodes)).toEqual(nodes);
    expect(pages.map(({ pageInfo }) => pageInfo.hasNextPage || pageInfo.hasPreviousPage)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('go on after a cursor as the list of one parent does', async () => {
    const [first] = await read(['a', 'b'], { first: 2 });
    const args = { first: 2, after: first?.pageInfo.endCursor };
    const [alone] = await read(['a'], args);
    const [together] = await read(['a', 'b'], args);
    expect(alone?.edges.map(withCursor)).toEqual(together?.edges.map(withCursor));
    expect(together?.nodes).toEqual(['a3', 'a4']);
  });

  it('are filtered and counted', async () => {
    for (const parentIds of [['a'], ['a', 'c']]) {
      const [page] = await read(parentIds, { first: 1 }, { draft: false });
      expect(page?.nodes).toEqual(['a1']);
      expect(await page?.totalCount()).toBe(3);
    }
  });

  it('cost two commands, and one more for all counts', async () => {
    const { commands } = await watchCommands(connection, async () => {
      const pages = await read(['a', 'b', 'c'], { first: 1 });
      await Promise.all(pages.map((page) => page.totalCount()));
    });
    expect(commands).toEqual(['aggregate notes', 'find notes', 'aggregate notes']);
  });

  it('are counted without a command when each has a single page', async () => {
    const { commands, result } = await watchCommands(connection, async () => {
      const pages = await read(['a', 'b', 'c'], { first: 100 });
      return Promise.all(pages.map(async (page) => [page.nodes.length, await page.totalCount()]));
    });
    for (const [length, count] of result) expect(count).toBe(length);
    expect(commands).toEqual(['aggregate notes', 'find notes']);
  });
});
