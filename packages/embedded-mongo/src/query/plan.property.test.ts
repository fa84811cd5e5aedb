import { BSONRegExp, BSONSymbol, Double, EJSON, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Doc } from '../bson/document.js';
import { encodeKey } from '../bson/key.js';
import type { Collection } from '../collection/collection.js';
import { Database } from '../database.js';
import { temporaryDirectory } from '../testing/server.js';
import { matcher } from './matcher.js';
import { countByValue, countMatching } from './count.js';
import { readPage } from './page.js';
import { planQuery } from './plan.js';
import { query, run } from './run.js';
import { sortFields, sortKey } from './sort.js';
import type { IndexInfo } from '../storage/catalog.js';

const scalar = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.5, -1.5, new Double(2), Long.fromNumber(1), Long.fromString('9007199254740993')),
  fc.constantFrom('', 'a', 'ab', 'b', 'a\u0000', 'a\u0001b', 'é', '𝒳'),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(new Date(0), new Date(-5), new Date(1_700_000_000_000)),
  fc.constantFrom(new ObjectId('000000000000000000000001'), new ObjectId('ff0000000000000000000001')),
);
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.constantFrom(new BSONSymbol('ab'), new BSONRegExp('^a'), [new BSONSymbol('ab')]),
  fc.record({ x: scalar }),
  fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), { maxLength: 3 }),
  fc.array(fc.record({ x: fc.array(scalar, { maxLength: 3 }) }), { maxLength: 2 }),
  fc.array(fc.array(fc.oneof(scalar, fc.record({ x: scalar })), { maxLength: 2 }), { maxLength: 2 }),
);
const doc = fc.record({ a: value, b: value, c: scalar }, { requiredKeys: [] });
const field = fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y', '_id');
const condition = fc.oneof(
  scalar,
  fc.record({ $eq: scalar }),
  fc.record({ $in: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.constantFrom('^a', '^ab', '^é', '^𝒳', '^𝒳?', '^a.', 'a').map((pattern) => new BSONRegExp(pattern)),
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $elemMatch: fc.record({ $gte: scalar, $lt: scalar }) }),
  fc.record({ $elemMatch: fc.record({ x: fc.record({ $gte: scalar, $lt: scalar }) }) }),
  fc.record({
    $elemMatch: fc.record({ x: fc.record({ $gt: scalar }), y: scalar, 0: scalar }, { requiredKeys: ['x'] }),
  }),
  fc.record({ $elemMatch: fc.record({ $elemMatch: fc.record({ $gte: scalar, $lte: scalar }) }) }),
  fc.record({ $gte: scalar, $elemMatch: fc.record({ $gt: scalar, $lte: scalar }) }),
  fc.record({
    $all: fc.tuple(
      fc.record({ $elemMatch: fc.record({ $gte: scalar, $lt: scalar }) }),
      fc.record({ $elemMatch: fc.record({ $lt: scalar }) }),
    ),
  }),
);
const simple = fc.tuple(field, condition).map(([name, test]): Doc => ({ [name]: test }));
const filter = fc.oneof(
  simple,
  fc.tuple(simple, simple).map(([left, right]): Doc => ({ ...left, ...right })),
  { weight: 2, arbitrary: fc.tuple(simple, simple).map((both): Doc => ({ $or: both })) },
  fc.tuple(simple, simple, simple).map((three): Doc => ({ $or: three })),
  fc.tuple(simple, simple, simple).map(([one, ...two]): Doc => ({ ...one, $or: two })),
  fc.tuple(simple, simple).map((both): Doc => ({ $and: both })),
);
/** Never `a` with `b`, which may both be arrays. */
const sort = fc
  .oneof(
    { weight: 2, arbitrary: fc.constant(['a', 'a.x', 'a.y', 'c', '_id']) },
    fc.constant(['b', 'c', '_id']),
  )
  .chain((names) =>
    fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom(1, -1)), {
      maxLength: 3,
      selector: ([name]) => name,
    }),
  )
  .map((fields): Doc => Object.fromEntries(fields));

const INDEXES: Pick<IndexInfo, 'key' | 'sparse' | 'partial'>[] = [
  { key: { a: 1 }, sparse: false },
  { key: { b: -1 }, sparse: true },
  { key: { c: 1, a: -1 }, sparse: false },
  { key: { 'a.x': 1, c: -1 }, sparse: false },
  { key: { c: -1, b: 1 }, sparse: false, partial: { c: { $gte: 0 } } },
  { key: { 'a.x': 1, 'a.y': 1 }, sparse: false },
];

/** Rare queries: two indexes, several sorted groups, alternatives, nested elements. */
const ALWAYS: [Doc, Doc][] = [
  [{ c: 2, b: 'a' }, {}],
  [{ 'a.x': 1, 'a.y': 1 }, {}],
  [{ a: new BSONRegExp('^a') }, {}],
  [{ c: { $in: [0.5, 1, 2] } }, { a: -1 }],
  [{ $or: [{ a: 1 }, { b: 'a' }] }, { c: 1 }],
  [{ a: { $elemMatch: { x: { $gte: 0, $lt: 2 } } } }, {}],
  [{ a: { $elemMatch: { $elemMatch: { $gte: 0, $lt: 2 } } } }, {}],
];

let next = 0;

/** A new collection with these documents, without those that an index refuses. */
function fill(database: Database, docs: readonly Doc[]): Promise<Collection> {
  return database.writer.write(() => {
    const collection = database.findOrCreate('test', `things${(next += 1)}`);
    const indexes = INDEXES.map((index, at) => ({
      ...index,
      id: database.catalog.newId(),
      name: `i${at}`,
      unique: false,
      ready: true,
      multikey: Object.keys(index.key).map(() => false),
    }));
    database.catalog.change(collection.info, { indexes });
    for (const [at, item] of docs.entries()) {
      try {
        database.writer.nested(() => {
          collection.insert({ _id: at, ...item });
        });
      } catch (error) {
        if (!String(error).includes('parallel arrays')) throw error;
      }
    }
    return collection;
  }, false);
}

describe('a query through indexes', () => {
  it('gives what a scan of all documents gives, in the order of the sort', async () => {
    const database = new Database(temporaryDirectory(), false);
    onTestFinished(() => database.close());
    const queries = fc.array(fc.tuple(filter, sort), { minLength: 20, maxLength: 40 });
    const used = new Map<string, number>();
    let pages = 0;
    let merges = 0;
    let groups = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(doc, { maxLength: 30 }), queries, async (docs, asked) => {
        const collection = await fill(database, docs);
        const all = [...collection.documents()].map((stored) => stored.doc);
        for (const [where, order] of [...asked, ...ALWAYS]) {
          const found = [...run(collection, query(where, { sort: order }))].map((stored) => stored.doc);
          const plan = planQuery(collection, { filter: where, sort: order });
          if (plan.groups.length > 0) merges += 1;
          const index = plan.index?.name ?? 'none';
          used.set(index, (used.get(index) ?? 0) + 1);
          const label = EJSON.stringify({ where, order, index, all });
          expect(idsOf(found).sort(), label).toEqual(idsOf(all.filter(matcher(where))).sort());
          expect(countMatching(collection, query(where)), label).toBe(found.length);
          const few = countMatching(collection, query(where, { skip: 1, limit: 2 }));
          expect(few, label).toBe(Math.min(2, Math.max(0, found.length - 1)));
          for (const name of ['a', 'b', 'c']) {
            const counted = countByValue(collection, query(where), name)?.counts;
            if (counted === undefined) continue;
            groups += counted.length;
            const of = (one: unknown): string => encodeKey(one).toString('latin1');
            const expected = new Map<string, number>();
            for (const item of found)
              expected.set(of(item[name] ?? null), (expected.get(of(item[name] ?? null)) ?? 0) + 1);
            const given = counted.map(({ value: one, count }) => [of(one), count] as const);
            expect(new Map(given), label).toEqual(expected);
            expect(given, label).toHaveLength(expected.size);
          }
          const paged = query(where, { sort: order, skip: 1, limit: 3 });
          const page = readPage(collection, planQuery(collection, paged), paged);
          if (page !== undefined) {
            pages += 1;
            expect(page, label).toEqual([...run(collection, paged)].map(({ bytes }) => bytes));
          }
          const keyOf = sortKey(sortFields(order));
          const keys = found.map(keyOf);
          const some = [...run(collection, paged)].map((stored) => stored.doc);
          expect(idsOf(found), label).toEqual(expect.arrayContaining(idsOf(some)));
          expect(new Set(idsOf(some)).size, label).toBe(some.length);
          expect(some.map(keyOf), label).toEqual(keys.slice(1, 4));
          expect(keys, label).toEqual([...keys].sort((a, b) => Buffer.compare(a, b)));
        }
      }),
      { numRuns: 60 },
    );
    expect(pages).toBeGreaterThan(0);
    expect(merges).toBeGreaterThan(0);
    expect(groups).toBeGreaterThan(0);
    expect([...used.keys()].sort()).toEqual(['_id_', 'i0', 'i1', 'i2', 'i3', 'i4', 'i5', 'none']);
  }, 60_000);
});

const idsOf = (docs: readonly Doc[]): unknown[] => docs.map((item) => item._id);
