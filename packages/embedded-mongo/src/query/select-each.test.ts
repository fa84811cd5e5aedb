import { expect, it, onTestFinished } from 'vitest';
import type { Doc } from '../bson/document.js';
import type { Collection } from '../collection/collection.js';
import type { Stored } from '../collection/stored.js';
import { Database } from '../database.js';
import { temporaryDirectory } from '../testing/server.js';
import { query } from './run.js';
import { selectEach } from './select-each.js';

/** A hundred documents with an index on `m`, which equals `_id`. `set` replaces the fields of one, or removes it. */
async function hundred() {
  const database = new Database(temporaryDirectory(), false);
  onTestFinished(() => database.close());
  const collection = await database.writer.write(() => {
    const made = database.findOrCreate('test', 'things');
    const index = { name: 'm_1', key: { m: 1 as const }, unique: false, sparse: false };
    const indexes = [{ ...index, id: database.catalog.newId(), multikey: [false], ready: true }];
    database.catalog.change(made.info, { indexes });
    for (let id = 0; id < 100; id += 1) made.insert({ _id: id, m: id });
    return made;
  }, false);
  const set = (id: number, fields: Doc | undefined): Promise<void> =>
    database.writer.write(() => change(collection, id, fields), false);
  return { database, collection, set };
}

function change(collection: Collection, id: number, fields: Doc | undefined): void {
  const stored = collection.get(collection.documentKey(id));
  if (stored === undefined) collection.insert({ _id: id, ...fields });
  else if (fields === undefined) collection.remove(stored);
  else collection.replaceIfChanged(stored, stored.rewritten({ _id: id, ...fields }));
}

const given = (selected: Iterable<Stored | undefined>): Doc[] =>
  [...selected].flatMap((stored) => (stored === undefined ? [] : [stored.doc]));

it('gives documents as they are when their turn comes, if they still match', async () => {
  const { collection, set } = await hundred();
  const selected = selectEach(collection, query({ m: { $gte: 0 } }));
  let first = selected.next();
  while (first.value === undefined) first = selected.next();
  await set(50, { m: -1 });
  await set(60, undefined);
  await set(70, { m: 700 });
  await set(1000, { m: 5 });
  const rest = given(selected);
  const ids = Array.from({ length: 99 }, (_, at) => at + 1).filter((id) => id !== 50 && id !== 60);
  expect(rest.map(({ _id }) => _id)).toEqual(ids);
  expect(rest.find(({ _id }) => _id === 70)).toEqual({ _id: 70, m: 700 });
});

it('gives a document once that another write moves before it is passed a second time', async () => {
  const { collection, set } = await hundred();
  const selected = selectEach(collection, query({ m: { $gte: 0 } }));
  expect(selected.next().value).toBeUndefined();
  await set(0, { m: 1000 });
  const ids = given(selected).map(({ _id }) => _id);
  expect(ids).toEqual(Array.from({ length: 100 }, (_, at) => at));
});

it('ends with an error when the collection is dropped meanwhile', async () => {
  const { database, collection } = await hundred();
  const selected = selectEach(collection, query({}));
  selected.next();
  await database.writer.write(() => database.catalog.remove(collection.info), false);
  expect(() => given(selected)).toThrow('collection dropped');
});
