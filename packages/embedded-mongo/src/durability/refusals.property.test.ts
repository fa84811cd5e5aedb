import { isDeepStrictEqual } from 'node:util';
import { EJSON } from 'bson';
import fc from 'fast-check';
import { Query } from 'mingo';
import { createConnection } from 'mongoose';
import { expect, it, onTestFinished } from 'vitest';
import type { Doc } from '../bson/document.js';
import { startEmbeddedMongo } from '../server.js';
import { temporaryDirectory } from '../testing/server.js';

/*
 * Compares random writes with a list of plain objects. A unique index or the type of an `_id` refuses most of them.
 * The list predicts which writes are accepted. The server's documents must equal the list: by a scan, by each index, by
 * count, by `validate`, and after a restart.
 */

const small = fc.integer({ min: 0, max: 4 });
const many = fc.integer({ min: 0, max: 30 });
const tags = fc.oneof(small, fc.array(small, { maxLength: 3 }));
const id: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 1, arbitrary: fc.constant([1]) },
);
const doc = fc.record({ _id: id, a: fc.integer({ min: 0, max: 5 }), u: many, v: many, tags, w: small });
const change = fc.record(
  { a: fc.integer({ min: 0, max: 5 }), u: many, v: many, tags, w: small },
  { requiredKeys: ['a'] },
);
const filter = fc.oneof(
  fc.record({ _id: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ a: small }),
  fc.record({ u: many }),
  fc.record({ w: fc.record({ $gte: small }) }),
);

type Item =
  | { readonly kind: 'insert'; readonly doc: Doc }
  | {
      readonly kind: 'update';
      readonly filter: Doc;
      readonly set: Doc;
      readonly multi: boolean;
      readonly upsert: Doc | undefined;
    }
  | { readonly kind: 'delete'; readonly filter: Doc };

const insert = doc.map((made): Item => ({ kind: 'insert', doc: made }));
const update = fc
  .record({ filter, set: change, multi: fc.boolean() })
  .map((made): Item => ({ kind: 'update', upsert: undefined, ...made }));
const upsert = fc.record({ made: doc, set: change }).map(({ made: { _id, ...made }, set }): Item => {
  // The update sets an array as `_id`: in a filter it would have another meaning.
  const inFilter = !Array.isArray(_id);
  const rest = inFilter ? made : { ...made, _id };
  const missing = Object.fromEntries(Object.entries(rest).filter(([name]) => !(name in set)));
  return {
    kind: 'update',
    filter: inFilter ? { _id } : { _id: -1 },
    set,
    multi: false,
    upsert: inFilter ? missing : { ...missing, _id },
  };
});
const remove = fc.record({ u: many }).map((where): Item => ({ kind: 'delete', filter: where }));

interface Step {
  readonly items: readonly Item[];
  readonly ordered: boolean;
  /** Run a single update as findAndModify. */
  readonly modify: boolean;
  /** Drop everything first, and begin with this refused write. */
  readonly anew: Doc | undefined;
}

const REFUSED_FIRST: readonly Doc[] = [
  { insert: 'c', documents: [{ _id: [1] }] },
  { insert: 'c', documents: [{ _id: [1] }, { _id: [2] }], ordered: false },
  { update: 'c', updates: [{ q: {}, u: { $set: { _id: [1] } }, upsert: true }] },
  { findAndModify: 'c', query: {}, update: { $set: { _id: [1] } }, upsert: true },
];

const batch = (item: fc.Arbitrary<Item>): fc.Arbitrary<readonly Item[]> =>
  fc.oneof(fc.tuple(item), fc.array(item, { minLength: 2, maxLength: 5 }));
const step: fc.Arbitrary<Step> = fc.record({
  items: fc.oneof(
    { weight: 4, arbitrary: batch(insert) },
    { weight: 4, arbitrary: batch(fc.oneof(update, upsert)) },
    { weight: 1, arbitrary: batch(remove) },
  ),
  ordered: fc.boolean(),
  modify: fc.boolean(),
  anew: fc.oneof(
    { weight: 7, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...REFUSED_FIRST) },
  ),
});

const UNIQUE = ['_id', 'u', 'v'];
const INDEXES: Doc[] = [
  { key: { a: 1, w: -1 }, name: 'a' },
  { key: { tags: 1 }, name: 'tags' },
  { key: { u: 1 }, name: 'u', unique: true },
  { key: { w: 1, tags: 1 }, name: 'w' },
  { key: { v: -1 }, name: 'v', unique: true },
];

/** The documents with some of them changed; undefined when the change must be refused. */
function accept(docs: readonly Doc[], changed: readonly Doc[]): Doc[] | undefined {
  for (const item of changed) {
    if (Array.isArray(item._id)) return undefined;
    const taken = docs.some(
      (other) => other !== item && UNIQUE.some((field) => other[field] === item[field]),
    );
    if (taken) return undefined;
  }
  return [...docs];
}

/** The documents after an item; undefined when it must fail, `half` when it may change some before it fails. */
function expectedOf(docs: readonly Doc[], item: Item): Doc[] | 'half' | undefined {
  if (item.kind === 'insert') return accept([...docs, item.doc], [item.doc]);
  const query = new Query(item.filter);
  const found = docs.filter((other) => query.test(other));
  if (item.kind === 'delete') return docs.filter((other) => !found.includes(other));
  if (found.length === 0) {
    if (item.upsert === undefined) return [...docs];
    const made: Doc = { ...item.filter, ...item.set, ...item.upsert };
    return accept([...docs, made], [made]);
  }
  let next = [...docs];
  // The order is irrelevant, because all documents get the same values.
  for (const old of found.slice(0, item.multi ? undefined : 1)) {
    const made = { ...old, ...item.set };
    if (EJSON.stringify(made) === EJSON.stringify(old)) continue;
    const after = accept(
      next.map((other) => (other === old ? made : other)),
      [made],
    );
    if (after === undefined) return item.multi && found.length > 1 ? 'half' : undefined;
    next = after;
  }
  return next;
}

/** False for an update of one document whose filter matches several: it may change any of them. */
function isCertain(docs: readonly Doc[], item: Item): boolean {
  if (item.kind !== 'update' || item.multi) return true;
  const query = new Query(item.filter);
  return docs.filter((other) => query.test(other)).length < 2;
}

const updateOf = (item: Item & { kind: 'update' }): Doc => ({
  $set: item.set,
  ...(item.upsert === undefined ? {} : { $setOnInsert: item.upsert }),
});

function commandOf({ items, ordered, modify }: Step): Doc {
  const [first] = items;
  if (first?.kind === 'insert')
    return {
      insert: 'c',
      ordered,
      documents: items.flatMap((item) => (item.kind === 'insert' ? [item.doc] : [])),
    };
  if (first?.kind === 'delete')
    return {
      delete: 'c',
      ordered,
      deletes: items.flatMap((item) => (item.kind === 'delete' ? [{ q: item.filter, limit: 0 }] : [])),
    };
  if (first !== undefined && items.length === 1 && modify && !first.multi)
    return {
      findAndModify: 'c',
      query: first.filter,
      update: updateOf(first),
      upsert: first.upsert !== undefined,
    };
  const updates = items.flatMap((item) =>
    item.kind === 'update'
      ? [{ q: item.filter, u: updateOf(item), multi: item.multi, upsert: item.upsert !== undefined }]
      : [],
  );
  return { update: 'c', ordered, updates };
}

interface Outcome {
  readonly docs: Doc[];
  readonly items: Item[];
  readonly failed: number[];
  /** The last item fails after it has changed some documents: any of them but not all. */
  readonly half: boolean;
}

/** The documents after a step, and the items that fail. Stops at an item whose outcome is not certain. */
function play(docs: Doc[], asked: Step): Outcome {
  let next = docs;
  const items: Item[] = [];
  const failed: number[] = [];
  for (const item of asked.items) {
    if (!isCertain(next, item)) break;
    items.push(item);
    const after = asked.ordered && failed.length > 0 ? next : expectedOf(next, item);
    if (after === 'half') {
      failed.push(items.length - 1);
      return { docs: next, items, failed, half: true };
    }
    if (after === undefined) failed.push(items.length - 1);
    else next = after;
  }
  return { docs: next, items, failed, half: false };
}

/** The documents after an update that failed half-way: each is as before or as updated. */
async function halfWay(command: Command, { docs, items }: Outcome, label: string): Promise<Doc[]> {
  const item = items.at(-1);
  if (item?.kind !== 'update') throw new Error('only an update fails half-way');
  const query = new Query(item.filter);
  const now = await found(command, {});
  for (const doc of now) {
    const old = docs.find((other) => other._id === doc._id) ?? {};
    if (isDeepStrictEqual(doc, { ...old })) continue;
    expect(query.test(old), label).toBe(true);
    expect(doc, label).toEqual({ ...old, ...item.set });
  }
  expect(now.length, label).toBe(docs.length);
  return now;
}

type Command = (command: Doc) => Promise<Doc>;

const byId = (docs: readonly Doc[]): Doc[] => [...docs].sort((a, b) => (a._id as number) - (b._id as number));

async function found(command: Command, where: Doc, hint?: string): Promise<Doc[]> {
  const options = hint === undefined ? {} : { hint };
  const { cursor } = await command({ find: 'c', filter: where, batchSize: 1000, ...options });
  return byId((cursor as { firstBatch: Doc[] }).firstBatch);
}

async function compare(command: Command, docs: readonly Doc[], where: Doc, label: string): Promise<void> {
  const all = byId(docs);
  const query = new Query(where);
  expect(await found(command, {}), label).toEqual(all);
  for (const { name } of INDEXES) expect(await found(command, {}, name as string), label).toEqual(all);
  const matching = all.filter((item) => query.test(item));
  expect(await found(command, where), label).toEqual(matching);
  expect(await command({ count: 'c', query: where }), label).toMatchObject({ n: matching.length });
  expect(await command({ count: 'c' }), label).toMatchObject({ n: all.length });
  expect(await command({ validate: 'c' }), label).toMatchObject({ errors: [], nrecords: all.length });
}

async function failures(command: Command, body: Doc): Promise<number[]> {
  const reply = await command(body).catch((error: unknown) => error as Doc);
  if (typeof reply.code === 'number') return [0];
  return ((reply.writeErrors ?? []) as { index: number }[]).map(({ index }) => index);
}

/** A collection made by the first accepted write. A refused array must not mark an index as multikey. */
async function begin(command: Command, refused: Doc): Promise<Doc[]> {
  await command({ drop: 'c' });
  expect(await failures(command, refused)).toContain(0);
  const docs = [1, 2].map((n) => ({ _id: n, a: n, u: n, v: n, tags: n, w: n }));
  await command({ insert: 'c', documents: docs });
  expect(await command({ validate: 'c' })).toMatchObject({ errors: [], nrecords: 2 });
  await command({ createIndexes: 'c', indexes: INDEXES });
  const refusedToo = { q: { _id: 1 }, u: { $set: { tags: [1, 2], u: 2 } } };
  expect(await failures(command, { update: 'c', updates: [refusedToo] })).toEqual([0]);
  return docs;
}

it(
  'random writes that are often refused leave what they should, also after a restart',
  { timeout: 120_000 },
  async () => {
    const dir = temporaryDirectory();
    let docs: Doc[] = [];
    let refused = 0;
    let halves = 0;
    const seed = Date.now() | 0;
    for (let round = 0; round < 3; round += 1) {
      const server = await startEmbeddedMongo({ dir, sync: false });
      onTestFinished(() => server.stop());
      const connection = await createConnection(`${server.uri}/refusals`).asPromise();
      const command: Command = async (body) => (await connection.db?.command(body)) as Doc;
      if (round === 0) docs = await begin(command, { insert: 'c', documents: [{ _id: [1] }] });
      await compare(command, docs, {}, EJSON.stringify({ seed, round }));
      for (const [asked, where] of fc.sample(fc.tuple(step, filter), { seed: seed + round, numRuns: 80 })) {
        if (asked.anew !== undefined) docs = await begin(command, asked.anew);
        const outcome = play(docs, asked);
        if (outcome.items.length === 0) continue;
        const body = commandOf({ ...asked, items: outcome.items });
        const label = EJSON.stringify({ seed, round, body, before: docs });
        expect(await failures(command, body), label).toEqual(outcome.failed);
        docs = outcome.half ? await halfWay(command, outcome, label) : outcome.docs;
        if (outcome.half) halves += 1;
        refused += outcome.failed.length;
        await compare(command, docs, where, label);
      }
      await connection.close();
      await server.stop();
    }
    expect(refused).toBeGreaterThan(20);
    expect(halves).toBeGreaterThan(0);
  },
);
