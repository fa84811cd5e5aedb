import { Decimal128, Long, UUID } from 'bson';
import { type Case, serveTables, table } from '../testing/conformance.js';

serveTables();

const rows = (cases: readonly (readonly [name: string, command: object, error: number])[]): Case[] =>
  cases.map(([name, command, error]) => ({
    name,
    documents: [{ _id: 1, a: 1 }],
    command: { ...command },
    error,
  }));

const index = (key: object, options: object = {}): object => ({
  createIndexes: 'c',
  indexes: [{ key, name: 'x', ...options }],
});

table(
  'fields that a command does not have, or needs',
  rows([
    ['find', { find: 'c', nothing: 1 }, 40_415],
    ['aggregate', { aggregate: 'c', pipeline: [], cursor: {}, nothing: 1 }, 40_415],
    ['insert', { insert: 'c', documents: [{}], nothing: 1 }, 40_415],
    ['createIndexes', { ...index({ a: 1 }), nothing: 1 }, 40_415],
    ['an item of update', { update: 'c', updates: [{ q: {}, u: { a: 1 }, nothing: 1 }] }, 40_415],
    ['an item of delete', { delete: 'c', deletes: [{ q: {}, limit: 1, nothing: 1 }] }, 40_415],
    [
      'distinct of no collection with a collation',
      { distinct: 'none', key: 'a', collation: { locale: 'de' } },
      238,
    ],
    ['an item of update without a filter', { update: 'c', updates: [{ u: { $set: { a: 2 } } }] }, 40_414],
    ['an item of update without an update', { update: 'c', updates: [{ q: {} }] }, 40_414],
    ['an item of delete without a filter', { delete: 'c', deletes: [{ limit: 0 }] }, 40_414],
    ['an item of delete with null for its filter', { delete: 'c', deletes: [{ q: null, limit: 0 }] }, 14],
    ['an item of delete without a limit', { delete: 'c', deletes: [{ q: {} }] }, 40_414],
    ['a snapshot', { find: 'c', readConcern: { level: 'snapshot' } }, 123],
    [
      'a linearizable read',
      { aggregate: 'c', pipeline: [], cursor: {}, readConcern: { level: 'linearizable' } },
      123,
    ],
    ['a read concern of no known level', { find: 'c', readConcern: { level: 'other' } }, 2],
    [
      'two positions in a projection',
      { find: 'c', filter: { a: 1 }, projection: { 'a.$': 1, 'b.$': 1 } },
      31_276,
    ],
    ['$unset of nothing', { aggregate: 'c', pipeline: [{ $unset: [] }], cursor: {} }, 31_119],
    ['a verbosity that is none', { explain: { find: 'c' }, verbosity: 'other' }, 2],
    ['a mode of write concern', { insert: 'c', documents: [{}], writeConcern: { w: 'abc' } }, 2],
  ]).map((item) => ({ ...item, embeddedOnly: item.error === 238 })),
);

table(
  'index specifications',
  rows([
    ['a TTL below 0', index({ a: 1 }, { expireAfterSeconds: -1 }), 67],
    ['a TTL of no number', index({ a: 1 }, { expireAfterSeconds: Number.NaN }), 67],
    ['a TTL beyond an int', index({ a: 1 }, { expireAfterSeconds: 1e12 }), 67],
    ['a TTL that is text', index({ a: 1 }, { expireAfterSeconds: 'x' }), 14],
    ['a TTL of two fields', index({ a: 1, b: 1 }, { expireAfterSeconds: 1 }), 67],
    ['a TTL of _id', index({ _id: 1 }, { expireAfterSeconds: 1 }), 197],
    ['an empty name in a path', index({ 'a..b': 1 }), 67],
    ['a path that ends with a dot', index({ 'a.': 1 }), 67],
    ['an option that is none', index({ a: 1 }, { uniqe: true }), 197],
    ['a direction of 0', index({ a: 0 }), 67],
    ['a partial filter with $ne', index({ a: 1 }, { partialFilterExpression: { a: { $ne: 1 } } }), 67],
    [
      'a partial filter with a regular expression',
      index({ a: 1 }, { partialFilterExpression: { a: /x/ } }),
      67,
    ],
    ['a partial filter with $expr', index({ a: 1 }, { partialFilterExpression: { $expr: true } }), 67],
    [
      'a partial filter with $exists: false',
      index({ a: 1 }, { partialFilterExpression: { a: { $exists: false } } }),
      67,
    ],
    ['a partial filter that is no document', index({ a: 1 }, { partialFilterExpression: 5 }), 14],
    ['collMod to a view', { collMod: 'c', viewOn: 'd' }, 238],
  ]).map((item) =>
    item.error === 238 || item.name.startsWith('a TTL of no number') ? { ...item, embeddedOnly: true } : item,
  ),
);

table(
  'values of _id',
  (
    [
      ['an array', [1], 53],
      ['a regular expression', /a/, 53],
      ['a document with an operator', { $a: 1 }, 52],
    ] as const
  ).map(([name, _id, writeError]) => ({ name, command: { insert: 'c', documents: [{ _id }] }, writeError })),
);

table('limits', [
  {
    name: 'the time a find may take',
    documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }],
    command: {
      find: 'c',
      filter: { $expr: { $gt: [{ $size: { $map: { input: { $range: [0, 500_000] }, in: 1 } } }, 0] } },
      maxTimeMS: 1,
    },
    error: 50,
  },
  {
    name: 'a result over 16 MiB',
    documents: [{ _id: 1, x: 'x'.repeat(1_000_000) }],
    command: {
      aggregate: 'c',
      pipeline: [{ $project: { all: { $map: { input: { $range: [0, 18] }, in: '$x' } } } }],
      cursor: {},
    },
    error: 10_334,
  },
  {
    name: 'a pattern that is too long',
    documents: [{ _id: 1, a: 'a' }],
    command: { find: 'c', filter: { a: { $regex: 'a'.repeat(40_000) } } },
    error: 51_091,
  },
  {
    name: 'a regular expression that backtracks without end',
    documents: [{ _id: 1, a: `${'a'.repeat(40)}b` }],
    command: { find: 'c', filter: { a: { $regex: '^(a+)+$', $options: 'i' } } },
    error: 51_156,
    embeddedOnly: true,
  },
  {
    name: 'a repeated group that matches',
    documents: [
      { _id: 1, a: 'ababab' },
      { _id: 2, a: 'aba' },
    ],
    command: { find: 'c', filter: { a: /^(ab)+$/ } },
    ids: [1],
  },
  {
    name: 'Decimal128 that no double tells apart are not put in order',
    documents: [
      { _id: 1, a: Decimal128.fromString('1E-6000') },
      { _id: 2, a: Decimal128.fromString('-1E-6000') },
    ],
    command: { find: 'c', sort: { a: 1 } },
    error: 238,
    embeddedOnly: true,
  },
  {
    name: 'the plan of an aggregate that asks for it itself',
    documents: [{ _id: 1 }],
    command: { aggregate: 'c', pipeline: [{ $match: { _id: 1 } }], explain: true },
    reply: { ok: 1 },
  },
]);

table(
  'any command of a transaction',
  [
    { find: 'c' },
    { count: 'c' },
    { distinct: 'c', key: 'a' },
    { aggregate: 'c', pipeline: [], cursor: {} },
    { create: 'd' },
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] },
    { insert: 'c', documents: [{}] },
    { findAndModify: 'c', update: { a: 1 } },
  ].flatMap((command) =>
    [{ startTransaction: true, autocommit: false }, { autocommit: false }].map((fields) => ({
      name: `${Object.keys(command)[0] ?? ''} ${Object.keys(fields)[0] ?? ''}`,
      command: { ...command, ...fields, lsid: { id: new UUID() }, txnNumber: Long.ONE },
      error: 20,
    })),
  ),
);
