import { expect, it, onTestFinished } from 'vitest';
import type { Doc } from '../bson/document.js';
import { Database } from '../database.js';
import { temporaryDirectory } from '../testing/server.js';
import { contendersFor } from './contenders.js';
import type { Plan } from './plan.js';
import { race } from './race.js';
import { sortFields } from './sort.js';
import { disjuncts } from './terms.js';

const SIZE = 5000;

async function things() {
  const database = new Database(temporaryDirectory(), false);
  onTestFinished(() => database.close());
  return database.writer.write(() => {
    const made = database.findOrCreate('test', 'things');
    const indexes = ['flag', 'at'].map((field) => ({
      name: field,
      key: { [field]: 1 as const },
      id: database.catalog.newId(),
      unique: false,
      sparse: false,
      hidden: false,
      multikey: [false],
      ready: true,
    }));
    database.catalog.change(made.info, { indexes });
    for (let at = 0; at < SIZE; at += 1) made.insert({ _id: at, at, flag: at >= 10, odd: at % 2 });
    return made;
  }, false);
}

interface Course {
  readonly name: string;
  readonly filter: Doc;
  readonly sort?: Doc;
  readonly limit?: number;
  readonly winner: string;
  /** Index entries that all who took part have read, at most. */
  readonly read: number;
}

it.each<Course>([
  { name: 'a narrow range', filter: { flag: true, at: { $gte: SIZE - 10 } }, winner: 'at', read: 32 },
  { name: 'a rare value', filter: { flag: false, at: { $gte: 0 } }, winner: 'flag', read: 32 },
  { name: 'a good start', filter: { flag: true, at: { $gte: 0 }, odd: 1 }, winner: 'flag', read: 512 },
  {
    name: 'a short page',
    filter: { flag: true, odd: 1 },
    sort: { at: -1 },
    limit: 20,
    winner: 'at',
    read: 128,
  },
  {
    name: 'a page that comes late',
    filter: { flag: false },
    sort: { at: -1 },
    limit: 5,
    winner: 'flag',
    read: 32,
  },
  {
    name: 'nothing at all',
    filter: { flag: true, at: { $gte: 10 }, odd: 7 },
    winner: 'flag',
    read: 2 * 8192,
  },
])('the best plan for $name costs the others little', async ({ filter, sort = {}, limit, winner, read }) => {
  const collection = await things();
  const plans: Plan[] = [];
  const contenders = contendersFor(collection, disjuncts(filter), sortFields(sort), undefined).map(
    (contender) => ({
      plan: (): Plan => {
        const plan = contender.plan();
        plans.push(plan);
        return plan;
      },
    }),
  );
  expect(contenders).toHaveLength(2);
  const best = race(contenders, { filter, sort, limit: limit ?? 0 });
  const keys = plans.reduce((sum, { examined }) => sum + examined.keys, 0);
  expect(best?.plan().index?.name).toBe(winner);
  expect(keys).toBeLessThanOrEqual(read);
});
