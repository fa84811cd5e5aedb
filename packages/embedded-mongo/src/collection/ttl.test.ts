import { expect, it, onTestFinished } from 'vitest';
import type { Doc } from '../bson/document.js';
import { Database } from '../database.js';
import { temporaryDirectory } from '../testing/server.js';
import { removeExpired } from './ttl.js';

const NOW = Date.UTC(2030, 0, 1);
const ago = (seconds: number): Date => new Date(NOW - seconds * 1000);

async function expiring(direction: 1 | -1, documents: readonly Doc[]) {
  const database = new Database(temporaryDirectory(), false);
  onTestFinished(() => database.close());
  const collection = await database.writer.write(() => {
    const made = database.findOrCreate('test', 'tokens');
    const index = {
      id: database.catalog.newId(),
      name: 'ttl',
      key: { at: direction },
      unique: false,
      sparse: false,
    };
    const ttl = { ...index, expireAfterSeconds: 60, multikey: [false], ready: true };
    database.catalog.change(made.info, { indexes: [ttl] });
    documents.forEach((doc) => made.insert(doc));
    return made;
  }, false);
  const removed = await removeExpired(database, NOW);
  return { removed, left: [...collection.documents()].map((stored) => stored.doc._id) };
}

it.each([1, -1] as const)(
  'removes what is over, and nothing else (index direction %i)',
  async (direction) => {
    const documents = [
      { _id: 'over', at: ago(61) },
      { _id: 'exactly', at: ago(60) },
      { _id: 'not yet', at: ago(59) },
      { _id: 'future', at: ago(-1000) },
      { _id: 'long ago', at: new Date(0) },
      { _id: 'before 1970', at: new Date(-1e12) },
      { _id: 'no date', at: 5 },
      { _id: 'missing' },
      { _id: 'earliest of several', at: [ago(-5), ago(100)] },
      { _id: 'none of several', at: [ago(-5), ago(5)] },
    ];
    const { removed, left } = await expiring(direction, documents);
    expect(removed).toBe(5);
    expect(left.sort()).toEqual(['future', 'missing', 'no date', 'none of several', 'not yet']);
  },
);

it('removes more than fit into one transaction', async () => {
  const documents = Array.from({ length: 1200 }, (_, at) => ({ _id: at, at: ago(100 + at) }));
  expect(await expiring(1, documents)).toEqual({ removed: 1200, left: [] });
});
