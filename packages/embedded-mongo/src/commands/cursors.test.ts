import { Long } from 'bson';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { database, type Db } from '../testing/server.js';
import { Cursors } from './cursors.js';

let db: Db;
const items = () => db.collection('items');

beforeEach(async () => {
  db = await database();
  await items().createIndex({ i: 1 }, {}, {});
  await items().insertMany(Array.from({ length: 200 }, (_, i) => ({ i })));
});

afterEach(() => vi.useRealTimers());

it('ends with an error, and not early, when the index it reads is dropped', async () => {
  const cursor = items().find({ i: { $gte: 0 } }, { batchSize: 10 });
  await cursor.next();
  await items().dropIndex('i_1');
  await expect(cursor.toArray()).rejects.toMatchObject({ code: 175 });
});

it('goes on when another index is dropped', async () => {
  await items().createIndex({ j: 1 }, {}, {});
  const cursor = items().find({ i: { $gte: 0 } }, { batchSize: 10 });
  await cursor.next();
  await items().dropIndex('j_1');
  expect(await cursor.toArray()).toHaveLength(199);
});

it('ends with an error when the collection is dropped, also when there is a new one of its name', async () => {
  const cursor = items().find({}, { batchSize: 10 });
  await cursor.next();
  await items().drop();
  await items().insertMany(Array.from({ length: 200 }, (_, i) => ({ i })));
  await expect(cursor.toArray()).rejects.toMatchObject({ code: 175 });
});

it('is gone after an error', async () => {
  const command = { find: 'items', filter: { i: { $gte: 0 } }, batchSize: 10 };
  const { cursor } = (await db.command(command)) as { cursor: { id: number | Long } };
  await items().dropIndex('i_1');
  const next = { getMore: Long.fromValue(cursor.id), collection: 'items' };
  await expect(db.command(next)).rejects.toMatchObject({ code: 175 });
  await expect(db.command(next)).rejects.toMatchObject({ code: 43 });
});

it('is forgotten when nobody asks for ten minutes', () => {
  vi.useFakeTimers();
  const cursors = new Cursors();
  const open = () => cursors.first('a.b', [Buffer.of(1), Buffer.of(2)].values(), 1);
  const first = open();
  vi.advanceTimersByTime(11 * 60 * 1000);
  open();
  expect(() => cursors.next(first.id, 'a.b')).toThrow('not found');
});
