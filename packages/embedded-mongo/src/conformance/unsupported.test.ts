import { expect, it } from 'vitest';
import { BSONRegExp } from 'bson';
import { REFUSED_STAGES } from '../aggregate/stages.js';
import type { Doc } from '../bson/document.js';
import { REFUSED_COMMANDS } from '../commands/registry.js';
import { REFUSED_ACCUMULATORS } from '../expression/accumulators.js';
import { REFUSED as REFUSED_EXPRESSIONS } from '../expression/operators.js';
import { REFUSED_TOP_LEVEL } from '../query/matcher.js';
import { REFUSED as REFUSED_FILTERS } from '../query/operators.js';
import { type Db, database } from '../testing/server.js';

/* The error for each missing part of MongoDB names the alternative. */

const aggregate = (stage: Doc): Doc => ({ aggregate: 'c', pipeline: [stage], cursor: {} });
const find = (filter: Doc): Doc => ({ find: 'c', filter });
const update = (u: unknown): Doc => ({ findAndModify: 'c', query: { _id: 1 }, update: u });
const index = (key: Doc, options: Doc = {}): Doc => ({
  createIndexes: 'c',
  indexes: [{ key, name: 'x', ...options }],
});

const NOT_IMPLEMENTED: readonly Doc[] = [
  ...[...REFUSED_COMMANDS].map((name) => ({ [name]: 1 })),
  ...[...REFUSED_STAGES].map((name) => aggregate({ [name]: {} })),
  ...[...REFUSED_EXPRESSIONS].map((name) => aggregate({ $project: { x: { [name]: '$a' } } })),
  ...[...REFUSED_ACCUMULATORS].map((name) => aggregate({ $group: { _id: null, x: { [name]: '$a' } } })),
  ...[...REFUSED_FILTERS].map((name) => find({ a: { [name]: 1 } })),
  ...REFUSED_TOP_LEVEL.map((name) => find({ [name]: 1 })),
  { aggregate: 1, pipeline: [], cursor: {} },
  update({ $bit: { a: { or: 1 } } }),
  update([{ $replaceWith: {} }]),
  { create: 'd', validator: { a: 1 } },
  { create: 'd', capped: true, size: 1000 },
  { create: 'd', viewOn: 'c', pipeline: [] },
  index({ a: 'text' }),
  index({ a: '2dsphere' }),
  index({ a: 'hashed' }),
  index({ '$**': 1 }),
  index({ a: 1 }, { hidden: true }),
  { ...find({}), collation: { locale: 'en' } },
  { ...find({}), tailable: true },
];

const PATTERNS: readonly (readonly [pattern: string, options?: string])[] = [
  ...['\\Aa', 'a\\z', 'a\\Z', '\\h', '\\Qa\\E', '[[:alpha:]]', '(?i)a', 'a++', '(?>a)', '(?<=a)b', '\\p{L}'],
  ...['(a)\\1', '\\v', '[]a]', 'a{,2}', '(?#a)', '(*UTF8)a', '[\\S]', '(?P<n>a)', '(?|a)', '\\x{61}', '\\01'],
].map((pattern) => [pattern] as const);

async function expectRefused(db: Db, command: Doc, code: number): Promise<void> {
  const label = JSON.stringify(command);
  const error: unknown = await db.command(command).catch((reason: unknown) => reason);
  expect(error, label).toMatchObject({ code });
  expect((error as Error).message, label).toContain('Set MONGODB_URI');
}

it('what the embedded database does not compute is refused with 238 and says to set MONGODB_URI', async () => {
  const db = await database();
  await db.command({ insert: 'c', documents: [{ _id: 1, a: 1 }] });
  for (const command of NOT_IMPLEMENTED) await expectRefused(db, command, 238);
});

it('patterns that JavaScript has not, or reads differently, are refused with 51091', async () => {
  const db = await database();
  await db.command({ insert: 'c', documents: [{ _id: 1, a: 'a' }] });
  for (const [pattern, options = ''] of [...PATTERNS, ['a', 'x'] as const])
    await expectRefused(db, find({ a: new BSONRegExp(pattern, options) }), 51091);
});

it("a name that MongoDB has neither has MongoDB's own error", async () => {
  const db = await database();
  const cases: readonly (readonly [command: Doc, code: number])[] = [
    [{ nothing: 1 }, 59],
    [aggregate({ $nothing: 1 }), 40324],
    [aggregate({ $project: { x: { $nothing: 1 } } }), 168],
    [aggregate({ $group: { _id: null, x: { $nothing: 1 } } }), 15952],
  ];
  await db.command({ insert: 'c', documents: [{ _id: 1 }] });
  for (const [command, code] of cases)
    await expect(db.command(command), JSON.stringify(command)).rejects.toMatchObject({ code });
});
