import { expect, it, onTestFinished } from 'vitest';
import { Database } from '../database.js';
import { temporaryDirectory } from '../testing/server.js';
import { query, run } from './run.js';

it('gives no document that stopped matching while the query was read', async () => {
  const database = new Database(temporaryDirectory(), false);
  onTestFinished(() => database.close());
  const collection = await database.writer.write(() => {
    const made = database.findOrCreate('test', 'things');
    const index = { name: 'a_1', key: { a: 1 as const }, unique: false, sparse: false };
    const indexes = [{ ...index, id: database.catalog.newId(), multikey: [false], ready: true }];
    database.catalog.change(made.info, { indexes });
    for (let id = 0; id < 10; id += 1) made.insert({ _id: id, a: 0 });
    return made;
  }, false);
  for (let a = 0; a < 50; a += 1) {
    let reading = run(collection, query({ a }));
    const written = database.writer.write(() => {
      for (let id = 0; id < 10; id += 1) {
        const stored = collection.get(collection.documentKey(id));
        if (stored !== undefined)
          collection.replaceIfChanged(stored, stored.rewritten({ _id: id, a: a + 1 }));
      }
      // The job is done but not committed when this query begins.
      queueMicrotask(() => {
        reading = run(collection, query({ a }));
        reading.next();
      });
    }, false);
    await written;
    expect([...reading].map(({ doc }) => doc.a).filter((value) => value !== a)).toEqual([]);
  }
});
