import { expect, it } from 'vitest';
import { connect, startServer } from './testing/server.js';

it('counts every increment of two connections', { timeout: 60_000 }, async () => {
  const server = await startServer(undefined, false);
  const connections = [
    await connect(server, { maxPoolSize: 50 }),
    await connect(server, { maxPoolSize: 50 }),
  ];
  await connections[0]?.collection('counters').insertOne({ _id: 'n' as never, n: 0 });
  await Promise.all(
    connections.map((connection) =>
      Promise.all(
        Array.from({ length: 10_000 }, () =>
          connection
            .collection('counters')
            .updateOne({ _id: 'n' as never }, { $inc: { n: 1 } }, { writeConcern: { w: 1, journal: false } }),
        ),
      ),
    ),
  );
  expect(await connections[1]?.collection('counters').findOne()).toEqual({ _id: 'n', n: 20_000 });
});

it('sells a stock of 100 to exactly 100 of 200', async () => {
  const connection = await connect(await startServer(), { maxPoolSize: 50 });
  const stock = connection.collection('stock');
  await stock.insertOne({ _id: 'p' as never, available: 100, sold: [] });
  const buyers = Array.from({ length: 200 }, (_, buyer) =>
    stock.updateOne(
      { _id: 'p' as never, available: { $gte: 1 } },
      { $inc: { available: -1 }, $push: { sold: buyer } as never },
    ),
  );
  const results = await Promise.all(buyers);
  expect(results.filter(({ modifiedCount }) => modifiedCount === 1)).toHaveLength(100);
  const left = await stock.findOne();
  expect(left).toMatchObject({ available: 0 });
  expect(new Set((left as unknown as { sold: number[] }).sold).size).toBe(100);
});

it('lets one of many concurrent inserts of a unique key through', async () => {
  const connection = await connect(await startServer(), { maxPoolSize: 50 });
  const keys = connection.collection('keys');
  await keys.createIndex({ key: 1 }, { unique: true }, {});
  const results = await Promise.allSettled(
    Array.from({ length: 100 }, () => keys.insertOne({ key: 'same' })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await keys.countDocuments()).toBe(1);
});

it('lets others write while very many documents are changed, each of them once', async () => {
  const connection = await connect(await startServer(undefined, false), { maxPoolSize: 4 });
  const items = connection.collection('items');
  await items.createIndex({ m: 1 }, {}, {});
  const ids = Array.from({ length: 6000 }, (_, at) => at);
  await items.insertMany(ids.map((id) => ({ _id: id as never, m: id % 7 })));
  /** How many other writes were acknowledged before `work` was. */
  const between = async (work: Promise<unknown>): Promise<number> => {
    let writes = 0;
    let atEnd = undefined as number | undefined;
    const done = work.finally(() => (atEnd = writes));
    while (atEnd === undefined) {
      await connection.collection('others').insertOne({});
      writes += 1;
    }
    await done;
    return atEnd;
  };
  // Each change moves a document ahead in the index, where the scan has not been yet.
  expect(await between(items.updateMany({ m: { $gte: 0 } }, { $inc: { m: 100 } }))).toBeGreaterThan(3);
  expect(await items.countDocuments({ m: { $gte: 100, $lt: 107 } })).toBe(6000);
  expect(await between(items.deleteMany({ m: { $gte: 101 } }))).toBeGreaterThan(3);
  expect(await items.countDocuments()).toBe(ids.filter((id) => id % 7 === 0).length);
  expect(await connection.db?.command({ validate: 'items' })).toMatchObject({ valid: true });
});
