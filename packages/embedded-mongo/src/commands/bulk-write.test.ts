import { Schema } from 'mongoose';
import { expect, it } from 'vitest';
import type { Doc } from '../bson/document.js';
import { connect, startServer } from '../testing/server.js';

async function models() {
  const connection = await connect(await startServer(undefined, false));
  const schema = () => new Schema({ _id: Number, n: Number });
  const [a, b] = [connection.model('A', schema()), connection.model('B', schema())];
  await Promise.all([a.init(), b.init()]);
  return { connection, a, b };
}

it('writes to several collections by one command', async () => {
  const { connection, a, b } = await models();
  const operations: unknown = [
    { model: 'A', name: 'insertOne', document: { _id: 1, n: 1 } },
    { model: 'A', name: 'insertOne', document: { _id: 2, n: 1 } },
    { model: 'B', name: 'updateOne', filter: { _id: 7 }, update: { $inc: { n: 5 } }, upsert: true },
    { model: 'A', name: 'updateMany', filter: { n: 1 }, update: { $inc: { n: 1 } } },
    { model: 'A', name: 'deleteOne', filter: { _id: 1 } },
  ];
  const result = await connection.bulkWrite(operations as never);
  expect(result).toMatchObject({
    insertedCount: 2,
    upsertedCount: 1,
    matchedCount: 2,
    modifiedCount: 2,
    deletedCount: 1,
  });
  expect(await a.find().lean()).toMatchObject([{ _id: 2, n: 2 }]);
  expect(await b.find().lean()).toMatchObject([{ _id: 7, n: 5 }]);
});

it('tells of each write, and ends an ordered list at the first that fails', async () => {
  const { connection } = await models();
  const command = (ordered: boolean): Promise<Doc> =>
    connection
      .getClient()
      .db('admin')
      .command({
        bulkWrite: 1,
        ordered,
        ops: [
          { insert: 0, document: { _id: 1 } },
          { insert: 0, document: { _id: 1 } },
          { delete: 0, filter: { _id: 1 }, multi: false },
        ],
        nsInfo: [{ ns: 'test.things' }],
      });
  const failed = { ok: 0, idx: 1, code: 11000, n: 0 };
  expect(await command(true)).toMatchObject({
    nInserted: 1,
    nDeleted: 0,
    nErrors: 1,
    cursor: { id: 0, firstBatch: [{ ok: 1, idx: 0, n: 1 }, failed] },
  });
  expect(await command(false)).toMatchObject({
    nInserted: 0,
    nDeleted: 1,
    nErrors: 2,
    cursor: { firstBatch: [{ ok: 0, idx: 0 }, failed, { ok: 1, idx: 2, n: 1 }] },
  });
});
