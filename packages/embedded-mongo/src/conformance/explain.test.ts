import { describe, expect, it, onTestFinished } from 'vitest';
import type { Doc } from '../bson/document.js';
import { connect } from '../testing/server.js';
import { makeDirectory, removeDirectory } from '../testing/directory.js';
import { startEmbeddedMongo } from '../server.js';

const STATUSES = ['new', 'paid', 'sent'];

async function orders() {
  const dir = makeDirectory();
  const server = await startEmbeddedMongo({ dir, sync: false });
  onTestFinished(async () => {
    await server.stop();
    removeDirectory(dir);
  });
  const connection = await connect(server);
  const collection = connection.collection<Doc & { _id: number }>('orders');
  await collection.createIndex({ status: 1, at: -1 }, {}, {});
  await collection.createIndex({ customer: 1, key: 1 }, { unique: true }, {});
  await collection.createIndex({ at: 1 }, {}, {});
  await collection.createIndex({ 'lines.sku': 1 }, {}, {});
  await collection.createIndex({ flag: 1 }, {}, {});
  await collection.createIndex({ 'lines.n': 1 }, {}, {});
  await collection.createIndex({ marks: -1 }, {}, {});
  await collection.createIndex({ urgent: 1 }, { partialFilterExpression: { urgent: true } }, {});
  await collection.insertMany(
    Array.from({ length: 3000 }, (_, n) => ({
      _id: n,
      status: STATUSES[n % 3],
      at: new Date(n * 1000),
      customer: `c${n % 30}`,
      key: `k${n}`,
      lines: [
        { sku: `s${n % 100}`, n },
        { sku: `s${(n + 1) % 100}`, n: n + 5000 },
      ],
      marks: [n, n + 5000],
      flag: n > 100,
      urgent: n % 500 === 0,
    })),
  );
  return collection;
}

type Case = readonly [
  name: string,
  filter: Doc,
  sort: Doc,
  limit: number,
  index: string | undefined,
  examined: number,
  sorts: boolean,
];

describe('the plan of', () => {
  const at = (n: number): Date => new Date(n * 1000);
  const cases: readonly Case[] = [
    ['an equality', { customer: 'c1' }, {}, 0, 'customer_1_key_1', 100, false],
    ['a unique key', { customer: 'c1', key: 'k1' }, {}, 0, 'customer_1_key_1', 1, false],
    ['an _id', { _id: 7 }, {}, 0, '_id_', 1, false],
    ['a range of _ids', { _id: { $gte: 10, $lt: 20 } }, {}, 0, '_id_', 10, false],
    ['an equality with a sort', { status: 'new' }, { at: -1 }, 20, 'status_1_at_-1', 20, false],
    ['the same the other way round', { status: 'new' }, { at: 1 }, 20, 'status_1_at_-1', 20, false],
    ['a range', { at: { $gte: at(100), $lt: at(150) } }, {}, 0, 'at_1', 50, false],
    ['a sort alone', {}, { at: 1 }, 5, 'at_1', 5, false],
    ['a sort with a tie-breaker', {}, { at: 1, _id: 1 }, 5, 'at_1', 5, false],
    [
      'a page after a key',
      { $or: [{ at: { $gt: at(10) } }, { at: at(10), _id: { $gt: 10 } }] },
      { at: 1, _id: 1 },
      20,
      'at_1',
      20,
      false,
    ],
    [
      'a page before a key, backwards',
      { $or: [{ at: { $lt: at(900) } }, { at: at(900), _id: { $lt: 900 } }] },
      { at: -1, _id: -1 },
      20,
      'at_1',
      20,
      false,
    ],
    [
      'a page within an equality',
      { status: 'paid', $or: [{ at: { $lt: at(900) } }, { at: at(900), _id: { $gt: 5 } }] },
      { at: -1, _id: 1 },
      20,
      'status_1_at_-1',
      20,
      false,
    ],
    ['several values', { customer: { $in: ['c1', 'c2'] } }, {}, 0, 'customer_1_key_1', 200, false],
    [
      'several values, in the order of a field behind them',
      { status: { $in: ['new', 'sent'] } },
      { at: -1 },
      20,
      'status_1_at_-1',
      20,
      false,
    ],
    [
      'the same backwards, within a range',
      { status: { $in: ['new', 'sent'] }, at: { $gt: at(300), $lt: at(600) } },
      { at: 1, _id: -1 },
      20,
      'status_1_at_-1',
      20,
      false,
    ],
    [
      'alternatives with a sort',
      {
        $or: [
          { status: 'new', at: { $lt: at(90) } },
          { status: 'sent', at: { $lt: at(60) } },
        ],
      },
      { at: -1 },
      0,
      'status_1_at_-1',
      50,
      false,
    ],
    ['an array', { 'lines.sku': 's5' }, {}, 0, 'lines.sku_1', 60, false],
    ['a partial index', { urgent: true }, {}, 0, 'urgent_1', 6, false],
    ['what a partial index does not have', { urgent: false }, {}, 0, undefined, 3000, false],
    ['nothing indexed', { nothing: 1 }, {}, 0, undefined, 3000, false],
    [
      'an element between two bounds',
      { marks: { $elemMatch: { $gte: 100, $lt: 120 } } },
      {},
      0,
      'marks_-1',
      20,
      false,
    ],
    [
      'a field of an element between two bounds',
      { lines: { $elemMatch: { n: { $gte: 100, $lt: 120 }, sku: { $ne: 's1' } } } },
      {},
      0,
      'lines.n_1',
      20,
      false,
    ],
    ['two bounds of two elements', { marks: { $gte: 7990, $lt: 10 } }, {}, 0, 'marks_-1', 10, false],
    [
      'an alternative without an index',
      { $or: [{ customer: 'c1' }, { nothing: 1 }] },
      {},
      0,
      undefined,
      3000,
      false,
    ],
    ['a sort of what an equality finds', { customer: 'c1' }, { status: 1 }, 0, 'customer_1_key_1', 100, true],
  ];

  it('the usual queries uses the index that fits', { timeout: 30_000 }, async () => {
    const collection = await orders();
    for (const [name, filter, sort, limit, index, examined, sorts] of cases) {
      const explained = (await collection
        .find(filter)
        .sort(sort as never)
        .limit(limit)
        .explain('executionStats')) as unknown as {
        queryPlanner: { winningPlan: Doc };
        executionStats: { totalDocsExamined: number };
      };
      const plan = JSON.stringify(explained.queryPlanner.winningPlan);
      const used = /"indexName":"([^"]+)"/.exec(plan)?.[1];
      const actual = {
        index: used,
        examined: explained.executionStats.totalDocsExamined,
        sorts: plan.includes('"SORT"'),
      };
      expect(actual, name).toEqual({ index, examined, sorts });
    }
  });
});
