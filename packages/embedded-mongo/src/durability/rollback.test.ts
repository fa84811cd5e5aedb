import type { Connection } from 'mongoose';
import { describe, expect, it } from 'vitest';
import type { Doc } from '../bson/document.js';
import { connect, startServer, temporaryDirectory } from '../testing/server.js';

/* A failed write leaves no trace: not in an index, not in a count, not in the server's memory. */

interface Shop {
  readonly dir: string;
  readonly command: (command: Doc) => Promise<Doc>;
  /** Stops the server and starts another on the same directory. */
  readonly restart: () => Promise<void>;
  /** Fails unless documents, index entries, counts and the catalog agree. */
  readonly validate: (name: string) => Promise<Doc>;
  /** All matching documents, sorted by `_id`. */
  readonly find: (name: string, filter: Doc) => Promise<unknown[]>;
}

async function open(): Promise<Shop> {
  const dir = temporaryDirectory();
  let server = await startServer(dir, false);
  let connection: Connection = await connect(server);
  const command = async (body: Doc): Promise<Doc> => (await connection.db?.command(body)) as Doc;
  const validate = async (name: string): Promise<Doc> => {
    const found = await command({ validate: name });
    expect(found).toMatchObject({ valid: true, errors: [] });
    return found;
  };
  return {
    dir,
    command,
    validate,
    restart: async () => {
      await connection.close();
      await server.stop();
      server = await startServer(dir, false);
      connection = await connect(server);
    },
    find: async (name, filter) => {
      const { cursor } = await command({ find: name, filter, sort: { _id: 1 } });
      return (cursor as { firstBatch: unknown[] }).firstBatch;
    },
  };
}

const INDEXES = [
  { key: { a: 1 }, name: 'a' },
  { key: { tags: 1 }, name: 'tags' },
  { key: { u: 1 }, name: 'u', unique: true },
  { key: { v: 1 }, name: 'v', unique: true },
  { key: { last: 1 }, name: 'last' },
];
const ONE = { _id: 1, a: 1, u: 1, v: 1, tags: 'x', last: 1 };
const TWO = { _id: 2, a: 2, u: 2, v: 2, tags: 'x', last: 2 };

const duplicate = { a: 1, u: 1, v: 9, tags: ['x', 'y'], last: 9 };
const FAILING: { readonly name: string; readonly command: Doc; readonly code: number }[] = [
  { name: 'insert', command: { insert: 'c', documents: [{ _id: 3, ...duplicate }] }, code: 11000 },
  {
    name: 'insert that a later unique index refuses',
    command: { insert: 'c', documents: [{ _id: 3, ...duplicate, u: 9, v: 1 }] },
    code: 11000,
  },
  {
    name: 'insert of parallel arrays after other indexes',
    command: { insert: 'c', documents: [{ _id: 3, a: 3, u: 3, v: [3, 4], p: [1], q: [2] }] },
    code: 171,
  },
  { name: 'unordered inserts', command: bulkInsert(false), code: 11000 },
  { name: 'ordered inserts', command: bulkInsert(true), code: 11000 },
  { name: 'update', command: update({ q: { _id: 2 }, u: { $set: { a: 9, tags: [7], u: 1 } } }), code: 11000 },
  {
    name: 'replacement',
    command: update({ q: { _id: 2 }, u: { a: 9, u: 9, v: 1 } }),
    code: 11000,
  },
  { name: 'upsert', command: update({ q: { _id: 3 }, u: { $set: duplicate }, upsert: true }), code: 11000 },
  {
    name: 'findAndModify',
    command: { findAndModify: 'c', query: { _id: 2 }, update: { $set: { a: 9, tags: [7], u: 1 } } },
    code: 11000,
  },
  {
    name: 'findAndModify upsert',
    command: { findAndModify: 'c', query: { _id: 3 }, update: { $set: duplicate }, upsert: true },
    code: 11000,
  },
  {
    name: 'createIndexes',
    command: {
      createIndexes: 'c',
      indexes: [
        { key: { b: 1 }, name: 'b' },
        { key: { tags: 1, last: 1 }, name: 'unique-tags', unique: true },
        { key: { tags: -1 }, name: 'duplicates', unique: true },
      ],
    },
    code: 11000,
  },
  { name: 'dropIndexes', command: { dropIndexes: 'c', index: ['a', 'none'] }, code: 27 },
];

function bulkInsert(ordered: boolean): Doc {
  return {
    insert: 'c',
    ordered,
    documents: [
      { _id: 3, ...duplicate },
      { _id: 4, ...duplicate, u: 8, v: 1 },
    ],
  };
}

function update(item: Doc): Doc {
  return { update: 'c', updates: [item] };
}

/** The code of a command's error, or of its first write error. */
async function codeOf(reply: Promise<Doc>): Promise<unknown> {
  const outcome = await reply.catch((error: unknown) => error as Doc);
  const [first] = (outcome.writeErrors ?? []) as Doc[];
  if (first !== undefined) expect(outcome).toMatchObject({ n: 0 });
  return (first ?? outcome).code;
}

async function expectUntouched({ command, find, validate }: Shop): Promise<void> {
  expect(await validate('c')).toMatchObject({ nrecords: 2, nIndexes: 7 });
  for (const field of ['a', 'u', 'v', 'last']) {
    expect(await find('c', { [field]: 1 })).toEqual([ONE]);
    expect(await find('c', { [field]: 2 })).toEqual([TWO]);
    expect(await command({ count: 'c', query: { [field]: 1 } })).toMatchObject({ n: 1 });
    expect(await find('c', { [field]: { $gt: 2 } })).toEqual([]);
    const limited = await command({ find: 'c', filter: { [field]: 1 }, limit: 1 });
    expect(limited).toMatchObject({ cursor: { firstBatch: [ONE] } });
  }
  expect(await find('c', { tags: 'x' })).toEqual([ONE, TWO]);
  expect(await command({ count: 'c' })).toMatchObject({ n: 2 });
}

describe('a write that fails leaves nothing behind', () => {
  it.each(FAILING)('$name', async ({ command, code }) => {
    const shop = await open();
    await shop.command({
      createIndexes: 'c',
      indexes: [...INDEXES, { key: { p: 1, q: 1 }, name: 'parallel' }],
    });
    await shop.command({ insert: 'c', documents: [ONE, TWO] });
    expect(await codeOf(shop.command(command))).toBe(code);
    await expectUntouched(shop);

    // Later writes are there after a restart, in every index.
    const third = { _id: 3, a: 3, u: 3, v: 3, tags: ['x', 'y'], last: 3 };
    await shop.command({ insert: 'c', documents: [third] });
    await shop.restart();
    expect(await shop.validate('c')).toMatchObject({ nrecords: 3, nIndexes: 7 });
    for (const field of ['a', 'u', 'v', 'last'])
      expect(await shop.find('c', { [field]: 3 })).toEqual([third]);
    expect(await shop.find('c', { tags: { $gte: 'x' } })).toEqual([ONE, TWO, third]);
    await shop.command({ delete: 'c', deletes: [{ q: { _id: 3 }, limit: 1 }] });
    await expectUntouched(shop);
  });
});

describe('a multi-update that fails at a later document', () => {
  it('leaves those before it changed', async () => {
    const u = { $set: { a: 9, u: 7 } };
    const first = { ...ONE, a: 9, u: 7 };
    const shop = await open();
    await shop.command({ createIndexes: 'c', indexes: INDEXES });
    await shop.command({ insert: 'c', documents: [ONE, TWO] });
    expect(await codeOf(shop.command(update({ q: {}, u, multi: true })))).toBe(11000);
    await shop.restart();
    expect(await shop.find('c', {})).toEqual([first, TWO]);
    expect(await shop.find('c', { a: first.a })).toEqual([first]);
    await shop.validate('c');
  });

  it('is not counted, and ends an ordered bulk only', async () => {
    const { command, validate, find } = await open();
    await command({ createIndexes: 'c', indexes: INDEXES });
    await command({ insert: 'c', documents: [ONE, TWO] });
    const updates = [
      { q: {}, u: { $set: { u: 7 } }, multi: true },
      { q: { _id: 1 }, u: { $set: { a: 5 } } },
    ];
    const failed = { writeErrors: [{ index: 0, code: 11000 }] };
    expect(await command({ update: 'c', updates })).toMatchObject({ n: 0, nModified: 0, ...failed });
    expect(await find('c', { a: 5 })).toEqual([]);
    const unordered = await command({ update: 'c', ordered: false, updates });
    expect(unordered).toMatchObject({ n: 1, nModified: 1, ...failed });
    expect(await find('c', {})).toEqual([{ ...ONE, u: 7, a: 5 }, TWO]);
    await validate('c');
  });
});

const FIRST: { readonly name: string; readonly command: Doc; readonly code: number }[] = [
  { name: 'insert', command: { insert: 'z', documents: [{ _id: [1] }] }, code: 53 },
  { name: 'inserts', command: { insert: 'z', documents: [{ _id: [1] }, { _id: 1 }] }, code: 53 },
  {
    name: 'upsert',
    command: { update: 'z', updates: [{ q: {}, u: { $set: { _id: [1] } }, upsert: true }] },
    code: 53,
  },
  {
    name: 'findAndModify upsert',
    command: { findAndModify: 'z', query: {}, update: { $set: { _id: [1] } }, upsert: true },
    code: 53,
  },
  {
    name: 'createIndexes',
    command: {
      createIndexes: 'z',
      indexes: [
        { key: { a: 1 }, name: 'same' },
        { key: { b: 1 }, name: 'same' },
      ],
    },
    code: 86,
  },
];

describe('a collection that its first write failed to make', () => {
  it.each(FIRST)('$name', async ({ command, code }) => {
    const shop = await open();
    expect(await codeOf(shop.command(command))).toBe(code);
    const listed = await shop.command({ listCollections: 1 });
    expect(listed).toMatchObject({ cursor: { firstBatch: [] } });
    await shop.command({ insert: 'z', documents: [{ _id: 1, a: 1, b: 1 }] });
    await shop.validate('z');
    await shop.restart();
    expect(await shop.find('z', { a: 1 })).toEqual([{ _id: 1, a: 1, b: 1 }]);
    expect(await shop.validate('z')).toMatchObject({ nrecords: 1, nIndexes: 1 });
  });

  it('is made by the items of a bulk that succeed', async () => {
    const shop = await open();
    const documents = [{ _id: [1] }, { _id: 1 }, { _id: [2] }, { _id: 2 }];
    const reply = await shop.command({ insert: 'z', ordered: false, documents });
    expect(reply).toMatchObject({ n: 2, writeErrors: [{ index: 0 }, { index: 2 }] });
    await shop.validate('z');
    await shop.restart();
    expect(await shop.validate('z')).toMatchObject({ nrecords: 2 });
    expect(await shop.find('z', {})).toEqual([{ _id: 1 }, { _id: 2 }]);
  });
});

describe('dropping', () => {
  it('twice at once does not take the collection that came after', async () => {
    const shop = await open();
    for (let round = 0; round < 20; round += 1) {
      await shop.command({ insert: 'd', documents: [{ round }] });
      await Promise.all([
        shop.command({ drop: 'd' }),
        shop.command({ insert: 'd', documents: [{ round }] }),
        shop.command({ drop: 'd' }),
        shop.command({ dropDatabase: 1 }),
        shop.command({ insert: 'd', documents: [{ round }] }),
      ]);
      const before = await shop.command({ count: 'd' });
      expect(before.n).toBe((await shop.find('d', {})).length);
    }
    await shop.command({ drop: 'd' });
    await shop.restart();
    expect(await shop.find('d', {})).toEqual([]);
    expect(await shop.command({ drop: 'd' })).not.toHaveProperty('nIndexesWas');
  });
});
