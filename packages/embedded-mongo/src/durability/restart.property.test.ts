import { EJSON } from 'bson';
import fc from 'fast-check';
import { Query } from 'mingo';
import { createConnection } from 'mongoose';
import { expect, it } from 'vitest';
import type { Doc } from '../bson/document.js';
import { startProcess } from '../testing/process.js';
import { temporaryDirectory } from '../testing/server.js';

/*
 * mingo's own filters over plain JavaScript objects are the oracle: they share no code with the server's filters,
 * planner and storage. The values are of types for which mingo and MongoDB agree.
 */

const word = fc.constantFrom('a', 'b', 'c');
const small = fc.integer({ min: 0, max: 5 });
const doc = fc.record({
  k: word,
  n: small,
  tags: fc.array(word, { maxLength: 3 }),
  in: fc.record({ n: small }),
});

type Write =
  | { readonly kind: 'insert'; readonly doc: Doc }
  | { readonly kind: 'update'; readonly filter: Doc; readonly n: number; readonly tag: string }
  | { readonly kind: 'delete'; readonly filter: Doc };

const filter: fc.Arbitrary<Doc> = fc.oneof(
  fc.record({ k: word }),
  fc.record({ n: fc.record({ $gte: small, $lte: small }) }),
  fc.record({
    k: fc.record({ $in: fc.array(word, { minLength: 1, maxLength: 2 }) }),
    n: fc.record({ $gt: small }),
  }),
  fc.record({ tags: word }),
  fc.record({ tags: fc.record({ $all: fc.array(word, { minLength: 1, maxLength: 2 }) }) }),
  fc.record({ 'in.n': fc.record({ $lt: small }), k: word }),
  fc.record({ $or: fc.tuple(fc.record({ n: small }), fc.record({ tags: word })) }),
  fc.record({ n: fc.record({ $ne: small }) }),
  fc.record({ n: small, 'in.n': fc.record({ $gte: small }) }),
  fc.record({ tags: fc.record({ $elemMatch: fc.record({ $gte: word, $lte: word }) }) }),
  fc.record({
    $or: fc.tuple(fc.record({ k: word, n: small }), fc.record({ 'in.n': small })),
    n: fc.record({ $lt: small }),
  }),
);
const sorts = fc.constantFrom<Record<string, 1 | -1>>(
  { n: 1, _id: 1 },
  { 'in.n': -1, _id: 1 },
  { k: 1, n: -1, _id: -1 },
);

const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 3, arbitrary: doc.map((made): Write => ({ kind: 'insert', doc: made })) },
  fc.record({ filter, n: small, tag: word }).map((update): Write => ({ kind: 'update', ...update })),
  fc.record({ k: word, n: small }).map((where): Write => ({ kind: 'delete', filter: where })),
);

/** The same write on plain objects. */
function apply(docs: Doc[], step: Write, id: number): Doc[] {
  if (step.kind === 'insert') return [...docs, { _id: id, ...step.doc }];
  const query = new Query(step.filter);
  if (step.kind === 'delete') return docs.filter((item) => !query.test(item));
  return docs.map((item) => {
    if (!query.test(item)) return item;
    const tags = item.tags as string[];
    return { ...item, n: step.n, tags: tags.includes(step.tag) ? tags : [...tags, step.tag] };
  });
}

const INDEXES: Record<string, 1 | -1>[] = [{ k: 1, n: -1 }, { tags: 1, n: 1 }, { 'in.n': 1 }, { n: 1 }];

it('random writes and queries give what mingo gives, also after a kill', { timeout: 120_000 }, async () => {
  const dir = temporaryDirectory();
  let expected: Doc[] = [];
  let id = 0;
  const seed = Date.now() | 0;
  for (let round = 0; round < 2; round += 1) {
    const server = await startProcess(dir);
    const connection = await createConnection(`${server.uri}/random`).asPromise();
    const items = connection.collection('items');
    for (const index of INDEXES) await items.createIndex(index, {}, {});
    const check = async (where: Doc): Promise<void> => {
      const query = new Query(where);
      const found = await items.find(where).sort({ _id: 1 }).toArray();
      expect(found, EJSON.stringify({ seed, where })).toEqual(expected.filter((item) => query.test(item)));
      for (const sort of fc.sample(sorts, { seed: seed + expected.length, numRuns: 1 })) {
        const page = await items.find(where).sort(sort).skip(1).limit(3).toArray();
        const wanted = query.find<Doc>(expected).sort(sort).skip(1).limit(3).all();
        expect(page, EJSON.stringify({ seed, where, sort })).toEqual(wanted);
      }
    };
    for (const where of fc.sample(filter, { seed: seed + round, numRuns: 20 })) await check(where);
    for (const [step, where] of fc.sample(fc.tuple(write, filter), { seed: seed + round, numRuns: 60 })) {
      id += 1;
      if (step.kind === 'insert') await items.insertOne({ _id: id as never, ...step.doc });
      else if (step.kind === 'delete') await items.deleteMany(step.filter);
      else await items.updateMany(step.filter, { $set: { n: step.n }, $addToSet: { tags: step.tag } });
      expected = apply(expected, step, id);
      await check(where);
    }
    await server.kill();
    await connection.close(true);
  }
});
