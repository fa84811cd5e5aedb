import { BSONRegExp, EJSON } from 'bson';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Doc } from '../bson/document.js';
import type { Collection } from '../collection/collection.js';
import { Database } from '../database.js';
import type { IndexInfo } from '../storage/catalog.js';
import { temporaryDirectory } from '../testing/server.js';
import { countMatching } from './count.js';
import { matcher } from './matcher.js';
import { planQuery } from './plan.js';
import { query, run } from './run.js';

const WORDS = ['bowl', 'chair', 'chairs', 'cotton', 'linen', 'plain'];
const DOCUMENTS = 1_200;

/** A document has the words whose bits are set in a number that is spread over all combinations. */
const wordsOf = (at: number): string[] => WORDS.filter((_, bit) => ((at * 37) >> bit) % 2 === 1);

const documentAt = (at: number): Doc => ({ _id: at, words: wordsOf(at), rank: (at * 7) % 11, price: at % 5 });

async function open(): Promise<{ database: Database; collection: Collection }> {
  const database = new Database(temporaryDirectory(), false);
  onTestFinished(() => database.close());
  const collection = await database.writer.write(() => {
    const created = database.findOrCreate('test', 'things');
    const keys: IndexInfo['key'][] = [{ words: 1 }, { words: 1, rank: -1 }];
    const indexes = keys.map((key, at) => ({
      key,
      id: database.catalog.newId(),
      name: `i${at}`,
      unique: false,
      sparse: false,
      ready: true,
      multikey: Object.keys(key).map(() => false),
    }));
    database.catalog.change(created.info, { indexes });
    for (let at = 0; at < DOCUMENTS; at += 1) created.insert(documentAt(at));
    return created;
  }, false);
  return { database, collection };
}

const idsOf = (documents: Iterable<{ readonly doc: Doc }>): unknown[] =>
  [...documents].map(({ doc }) => doc._id);

/** The ids that a filter selects, by reading all documents. */
const selected = (collection: Collection, filter: Doc): unknown[] =>
  idsOf([...collection.documents()].filter(({ doc }) => matcher(filter)(doc)));

const ascending = (ids: readonly unknown[]): unknown[] => [...ids].sort((a, b) => Number(a) - Number(b));

function expectSame(collection: Collection, filter: Doc): void {
  const expected = selected(collection, filter);
  const label = EJSON.stringify(filter);
  expect(ascending(idsOf(run(collection, query(filter)))), label).toEqual(expected);
  expect(countMatching(collection, query(filter)), label).toBe(expected.length);
  for (const direction of [1, -1]) {
    const ranked = idsOf(run(collection, query(filter, { sort: { rank: -direction, _id: direction } })));
    expect(ascending(ranked), label).toEqual(expected);
    const order = (id: unknown) => [-direction * ((Number(id) * 7) % 11), direction * Number(id)];
    const sorted = [...expected].sort((a, b) => {
      const [left, right] = [order(a), order(b)];
      return (left[0] ?? 0) - (right[0] ?? 0) || (left[1] ?? 0) - (right[1] ?? 0);
    });
    expect(ranked, label).toEqual(sorted);
  }
}

const has = (words: string): Doc => ({ $and: words.split(' ').map((word) => ({ words: word })) });
const begins = (words: string): Doc => ({
  $and: words.split(' ').map((word) => ({ words: new BSONRegExp(`^${word}`) })),
});

describe('several conditions on one array with an index', () => {
  it.each([
    ['whole words', has('chair cotton plain'), 0],
    ['beginnings of words', begins('ch cotton pl'), 0],
    ['words and another condition', { ...has('chair cotton plain'), price: 3 }, DOCUMENTS / 8],
  ])('are compared in the index before a document is read: %s', async (_name, filter, more) => {
    const { collection } = await open();
    const expected = selected(collection, filter);
    const plan = planQuery(collection, { filter, sort: {} });
    expect(ascending(idsOf(run(collection, query(filter), plan)))).toEqual(expected);
    expect(plan.examined.documents).toBeLessThanOrEqual(expected.length + more);
    expect(countMatching(collection, query(filter))).toBe(expected.length);
  });

  it('read by the first condition alone when few documents meet it', async () => {
    const { collection } = await open();
    const filter = { $and: [{ words: { $in: ['nothing'] } }, { words: 'chair' }] };
    expect(planQuery(collection, { filter, sort: {} }).common).toBeUndefined();
    expectSame(collection, filter);
  });

  it('select what reading all documents selects, while documents change', async () => {
    const { database, collection } = await open();
    const word = fc.constantFrom(...WORDS, 'ch', 'c');
    const condition = fc.oneof(
      word.map((words): Doc => ({ words })),
      word.map((words): Doc => ({ words: new BSONRegExp(`^${words}`) })),
      fc.tuple(word, word).map(([$gte, $lt]): Doc => ({ words: { $elemMatch: { $gte, $lt } } })),
      fc.integer({ min: 0, max: 4 }).map((price): Doc => ({ price: { $lte: price } })),
      word.map((words): Doc => ({ words: { $ne: words } })),
    );
    const filter = fc.array(condition, { minLength: 2, maxLength: 4 }).map(($and): Doc => ({ $and }));
    const change = fc.record({ at: fc.nat(DOCUMENTS - 1), to: fc.nat(DOCUMENTS), fails: fc.boolean() });
    const steps = fc.array(fc.tuple(fc.array(filter, { minLength: 1, maxLength: 3 }), change), {
      minLength: 3,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        for (const [filters, { at, to, fails }] of all) {
          for (const each of filters) expectSame(collection, each);
          const written = database.writer.write(() => {
            const stored = collection.get(collection.documentKey(at));
            if (stored === undefined) collection.insert(documentAt(at));
            else if (to % 5 === 0) collection.remove(stored);
            else collection.replaceIfChanged(stored, stored.rewritten({ ...stored.doc, words: wordsOf(to) }));
            // Inside its transaction, a job sees its own changes, which nothing may remember.
            for (const each of filters) expectSame(collection, each);
            if (fails) throw new Error('rolled back');
          }, false);
          await written.catch((error: unknown) => {
            if (!String(error).includes('rolled back')) throw error;
          });
          for (const each of filters) expectSame(collection, each);
        }
      }),
      { numRuns: 3 },
    );
  }, 60_000);
});
