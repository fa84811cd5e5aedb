import { Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import { serveTables, table } from '../testing/conformance.js';

serveTables();

const unique = (key: object, rest: object = {}) => ({
  createIndexes: 'c',
  indexes: [{ key, name: 'u', unique: true, ...rest }],
});

table('insert', [
  { name: 'counts', command: { insert: 'c', documents: [{ _id: 1 }, { _id: 2 }] }, reply: { n: 2, ok: 1 } },
  {
    name: 'moves _id to the front',
    command: { insert: 'c', documents: [{ a: 1, _id: 1 }] },
    after: [{ _id: 1, a: 1 }],
  },
  {
    name: 'duplicate _id',
    documents: [{ _id: 1 }],
    command: { insert: 'c', documents: [{ _id: 1 }] },
    writeError: 11000,
    reply: { n: 0, writeErrors: [{ index: 0, keyPattern: { _id: 1 }, keyValue: { _id: 1 } }] },
  },
  {
    name: 'the _id of another number type is the same',
    documents: [{ _id: 1 }],
    command: { insert: 'c', documents: [{ _id: Long.fromNumber(1) }] },
    writeError: 11000,
  },
  {
    name: 'ordered stops at an error',
    documents: [{ _id: 2 }],
    command: { insert: 'c', documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }] },
    writeError: 11000,
    reply: { n: 1, writeErrors: [{ index: 1 }] },
    after: [{ _id: 1 }, { _id: 2 }],
  },
  {
    name: 'unordered goes on',
    documents: [{ _id: 2 }],
    command: { insert: 'c', documents: [{ _id: 1 }, { _id: 2 }, { _id: 3 }], ordered: false },
    writeError: 11000,
    reply: { n: 2 },
    after: [{ _id: 1 }, { _id: 2 }, { _id: 3 }],
  },
  { name: 'an array as _id', command: { insert: 'c', documents: [{ _id: [1] }] }, writeError: 53 },
  { name: 'nothing', command: { insert: 'c', documents: [] }, error: 16 },
  {
    name: 'a document too large',
    command: { insert: 'c', documents: [{ _id: 1, big: 'x'.repeat(16 * 1024 * 1024) }] },
    writeError: 10334,
    embeddedOnly: true,
  },
  {
    name: 'unique, compound',
    documents: [{ _id: 1, a: 1, b: 1 }],
    given: [unique({ a: 1, b: -1 })],
    command: {
      insert: 'c',
      documents: [
        { _id: 2, a: 1, b: 2 },
        { _id: 3, a: 1, b: 1 },
      ],
    },
    writeError: 11000,
    reply: { n: 1, writeErrors: [{ index: 1, keyPattern: { a: 1, b: -1 }, keyValue: { a: 1, b: 1 } }] },
  },
  {
    name: 'unique: missing is null',
    documents: [{ _id: 1 }],
    given: [unique({ a: 1 })],
    command: { insert: 'c', documents: [{ _id: 2, a: null }] },
    writeError: 11000,
  },
  {
    name: 'unique and sparse: missing is free',
    documents: [{ _id: 1 }],
    given: [unique({ a: 1 }, { sparse: true })],
    command: { insert: 'c', documents: [{ _id: 2 }] },
    reply: { n: 1 },
  },
  {
    name: 'unique and partial',
    documents: [{ _id: 1, a: 1, on: false }],
    given: [unique({ a: 1 }, { partialFilterExpression: { on: true } })],
    command: {
      insert: 'c',
      documents: [
        { _id: 2, a: 1, on: true },
        { _id: 3, a: 1, on: true },
      ],
    },
    writeError: 11000,
    reply: { n: 1 },
  },
  {
    name: 'unique, multikey',
    documents: [{ _id: 1, a: [1, 2] }],
    given: [unique({ a: 1 })],
    command: { insert: 'c', documents: [{ _id: 2, a: [2, 3] }] },
    writeError: 11000,
  },
  {
    name: 'unique: one document may repeat itself',
    given: [unique({ a: 1 })],
    command: { insert: 'c', documents: [{ _id: 1, a: [2, 2] }] },
    reply: { n: 1 },
  },
  {
    name: 'parallel arrays',
    given: [{ createIndexes: 'c', indexes: [{ key: { a: 1, b: 1 }, name: 'ab' }] }],
    command: { insert: 'c', documents: [{ _id: 1, a: [1], b: [1] }] },
    writeError: 171,
  },
]);

table('delete', [
  {
    name: 'one',
    documents: [
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ],
    command: { delete: 'c', deletes: [{ q: { a: 1 }, limit: 1 }] },
    reply: { n: 1 },
  },
  {
    name: 'all',
    documents: [{ _id: 1, a: 1 }, { _id: 2, a: 1 }, { _id: 3 }],
    command: { delete: 'c', deletes: [{ q: { a: 1 }, limit: 0 }] },
    reply: { n: 2 },
    after: [{ _id: 3 }],
  },
  {
    name: 'none',
    documents: [{ _id: 1 }],
    command: { delete: 'c', deletes: [{ q: { _id: 5 }, limit: 0 }] },
    reply: { n: 0 },
  },
  {
    name: 'another limit',
    documents: [{ _id: 1 }],
    command: { delete: 'c', deletes: [{ q: {}, limit: 5 }] },
    error: 9,
    embeddedOnly: true,
  },
]);

table('findAndModify', [
  {
    name: 'gives the old document',
    documents: [{ _id: 1, n: 1 }],
    command: { findAndModify: 'c', query: { _id: 1 }, update: { $inc: { n: 1 } } },
    reply: { value: { _id: 1, n: 1 }, lastErrorObject: { n: 1, updatedExisting: true } },
  },
  {
    name: 'or the new one',
    documents: [{ _id: 1, n: 1 }],
    command: { findAndModify: 'c', query: { _id: 1 }, update: { $inc: { n: 1 } }, new: true },
    reply: { value: { _id: 1, n: 2 } },
  },
  {
    name: 'of several the first of the sort',
    documents: [
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ],
    command: { findAndModify: 'c', query: {}, sort: { n: -1 }, update: { $set: { hit: true } }, new: true },
    reply: { value: { _id: 2 } },
  },
  {
    name: 'only some fields',
    documents: [{ _id: 1, n: 1, m: 2 }],
    command: { findAndModify: 'c', query: {}, update: { $inc: { n: 1 } }, fields: { m: 1, _id: 0 } },
    reply: { value: { m: 2 } },
  },
  {
    name: 'no match',
    documents: [{ _id: 1 }],
    command: { findAndModify: 'c', query: { _id: 2 }, update: { $inc: { n: 1 } } },
    reply: { value: null, lastErrorObject: { n: 0, updatedExisting: false } },
  },
  {
    name: 'upsert',
    command: { findAndModify: 'c', query: { _id: 2 }, update: { $inc: { n: 1 } }, upsert: true, new: true },
    reply: { value: { _id: 2, n: 1 }, lastErrorObject: { n: 1, updatedExisting: false, upserted: 2 } },
  },
  {
    name: 'upsert that asks for the old one',
    command: { findAndModify: 'c', query: { _id: 2 }, update: { $inc: { n: 1 } }, upsert: true },
    reply: { value: null },
  },
  {
    name: 'remove',
    documents: [{ _id: 1 }, { _id: 2 }],
    command: { findAndModify: 'c', query: { _id: 1 }, remove: true },
    reply: { value: { _id: 1 }, lastErrorObject: { n: 1 } },
    after: [{ _id: 2 }],
  },
  {
    name: 'remove and update',
    command: { findAndModify: 'c', query: {}, remove: true, update: {} },
    error: 9,
  },
  { name: 'neither', command: { findAndModify: 'c', query: {} }, error: 9 },
  {
    name: 'a duplicate key is an error of the command',
    documents: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ],
    given: [unique({ a: 1 })],
    command: { findAndModify: 'c', query: { _id: 2 }, update: { $set: { a: 1 } } },
    error: 11000,
  },
]);

const things = [
  { _id: 1, k: 'a', n: 1 },
  { _id: 2, k: 'b', n: 2 },
  { _id: 3, k: 'a', n: 3 },
];

table('count and distinct', [
  { name: 'all', documents: things, command: { count: 'c' }, reply: { n: 3 } },
  { name: 'by a filter', documents: things, command: { count: 'c', query: { k: 'a' } }, reply: { n: 2 } },
  {
    name: 'with skip and limit',
    documents: things,
    command: { count: 'c', query: {}, skip: 1, limit: 5 },
    reply: { n: 2 },
  },
  { name: 'of no collection', command: { count: 'c' }, reply: { n: 0 } },
  {
    name: 'distinct',
    documents: things,
    command: { distinct: 'c', key: 'k' },
    reply: { values: ['a', 'b'] },
  },
  {
    name: 'distinct gives the first of equal numbers',
    documents: [
      { _id: 1, t: 1 },
      { _id: 2, t: new Double(1) },
      { _id: 3, t: Long.fromNumber(2) },
    ],
    command: { distinct: 'c', key: 't' },
    typed: true,
    reply: { values: [new Int32(1), Long.fromNumber(2)] },
  },
  {
    name: 'distinct opens arrays',
    documents: [
      { _id: 1, t: [2, 1] },
      { _id: 2, t: 3 },
      { _id: 3, t: [1] },
    ],
    command: { distinct: 'c', key: 't' },
    reply: { values: [1, 2, 3] },
  },
]);

const pipeline = (...stages: object[]) => ({ aggregate: 'c', pipeline: stages, cursor: {} });

table('aggregate', [
  {
    name: '$match, $sort, $skip, $limit',
    documents: things,
    command: pipeline({ $match: { n: { $gt: 0 } } }, { $sort: { n: -1 } }, { $skip: 1 }, { $limit: 1 }),
    ids: [2],
  },
  {
    name: '$group',
    documents: things,
    command: pipeline(
      {
        $group: {
          _id: '$k',
          total: { $sum: '$n' },
          all: { $push: '$n' },
          most: { $max: '$n' },
          mean: { $avg: '$n' },
        },
      },
      { $sort: { _id: 1 } },
    ),
    batch: [
      { _id: 'a', total: 4, all: [1, 3], most: 3, mean: 2 },
      { _id: 'b', total: 2, all: [2], most: 2, mean: 2 },
    ],
  },
  {
    name: '$group counts what Mongoose counts',
    documents: things,
    command: pipeline({ $match: { k: 'a' } }, { $group: { _id: 1, n: { $sum: 1 } } }),
    batch: [{ _id: 1, n: 2 }],
  },
  {
    name: '$group joins numbers of all types',
    documents: [
      { _id: 1, k: 1 },
      { _id: 2, k: Long.fromNumber(1) },
    ],
    command: pipeline({ $group: { _id: '$k', n: { $sum: 1 } } }),
    batch: [{ _id: 1, n: 2 }],
  },
  {
    name: '$group with a missing key',
    documents: [{ _id: 1 }],
    command: pipeline({ $group: { _id: '$k', n: { $sum: 1 } } }),
    batch: [{ _id: null, n: 1 }],
  },
  { name: '$count', documents: things, command: pipeline({ $count: 'n' }), batch: [{ n: 3 }] },
  {
    name: '$count of nothing',
    documents: things,
    command: pipeline({ $match: { n: 9 } }, { $count: 'n' }),
    batch: [],
  },
  {
    name: '$unwind',
    documents: [
      { _id: 1, t: ['x', 'y'] },
      { _id: 2, t: [] },
    ],
    command: pipeline({ $unwind: '$t' }),
    batch: [
      { _id: 1, t: 'x' },
      { _id: 1, t: 'y' },
    ],
  },
  {
    name: '$unwind that keeps empty ones',
    documents: [{ _id: 1, t: [] }],
    command: pipeline({ $unwind: { path: '$t', preserveNullAndEmptyArrays: true } }),
    batch: [{ _id: 1 }],
  },
  {
    name: '$project',
    documents: things,
    command: pipeline({ $match: { _id: 1 } }, { $project: { _id: 0, twice: { $multiply: ['$n', 2] } } }),
    batch: [{ twice: 2 }],
  },
  {
    name: '$addFields and $$NOW',
    documents: [{ _id: 1, n: 1 }],
    command: pipeline({ $addFields: { past: { $lt: [new Date(0), '$$NOW'] } } }),
    batch: [{ _id: 1, n: 1, past: true }],
  },
  {
    name: 'variables of let',
    documents: things,
    command: {
      ...pipeline({ $match: { $expr: { $eq: ['$k', '$$want'] } } }, { $count: 'n' }),
      let: { want: 'b' },
    },
    batch: [{ n: 1 }],
  },
  {
    name: 'an empty string is true',
    documents: [{ _id: 1, s: '' }],
    command: pipeline({ $project: { yes: { $cond: ['$s', 1, 0] }, no: { $not: ['$s'] } } }),
    batch: [{ _id: 1, yes: 1, no: false }],
  },
  {
    name: '$max and $min follow the order of types',
    documents: [
      { _id: 1, v: 5 },
      { _id: 2, v: 'a' },
      { _id: 3, v: null },
      { _id: 4, v: Long.fromNumber(10) },
    ],
    command: pipeline({ $group: { _id: 1, most: { $max: '$v' }, least: { $min: '$v' } } }),
    batch: [{ _id: 1, most: 'a', least: 5 }],
  },
  {
    name: '$addToSet joins numbers of all types',
    documents: [
      { _id: 1, v: 1 },
      { _id: 2, v: Long.fromNumber(1) },
      { _id: 3, v: { a: 1 } },
      { _id: 4, v: { a: 1 } },
    ],
    command: pipeline(
      { $sort: { _id: 1 } },
      { $group: { _id: 1, all: { $addToSet: '$v' } } },
      { $project: { n: { $size: '$all' } } },
    ),
    batch: [{ _id: 1, n: 2 }],
  },
  {
    name: '$sum of what is no number is 0',
    documents: [
      { _id: 1, v: 'x' },
      { _id: 2, v: 2.5 },
    ],
    command: pipeline({ $group: { _id: 1, sum: { $sum: '$v' }, mean: { $avg: '$v' } } }),
    batch: [{ _id: 1, sum: 2.5, mean: 2.5 }],
  },
  {
    name: '$sum of a Decimal128 is refused, not wrong',
    documents: [{ _id: 1, v: Decimal128.fromString('1.5') }],
    command: pipeline({ $group: { _id: 1, sum: { $sum: '$v' } } }),
    error: 238,
    embeddedOnly: true,
  },
  {
    name: '$add of text is refused',
    documents: [{ _id: 1, v: 'x' }],
    command: pipeline({ $project: { v: { $add: ['$v', 1] } } }),
    error: 14,
  },
  { name: 'an unknown stage', documents: things, command: pipeline({ $foo: 1 }), error: 40324 },
  {
    name: 'an unknown expression',
    documents: things,
    command: pipeline({ $addFields: { a: { $foo: 1 } } }),
    error: 168,
  },
  {
    name: 'two stages in one',
    documents: things,
    command: pipeline({ $match: {}, $limit: 1 }),
    error: 40323,
  },
  { name: 'no cursor', documents: things, command: { aggregate: 'c', pipeline: [] }, error: 9 },
  {
    name: 'an undefined variable',
    documents: things,
    command: pipeline({ $project: { a: '$$nothing' } }),
    error: 17276,
  },
]);

table('collections and indexes', [
  { name: 'drop', documents: [{ _id: 1 }], command: { drop: 'c' }, reply: { nIndexesWas: 1, ok: 1 } },
  {
    name: 'createIndexes counts',
    documents: [{ _id: 1 }],
    command: { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] },
    reply: { numIndexesBefore: 1, numIndexesAfter: 2 },
  },
  {
    name: 'the same index again',
    documents: [{ _id: 1 }],
    given: [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] }],
    command: { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] },
    reply: { numIndexesBefore: 2, numIndexesAfter: 2 },
  },
  {
    name: 'the same name for another key',
    given: [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] }],
    command: { createIndexes: 'c', indexes: [{ key: { b: 1 }, name: 'a' }] },
    error: 86,
  },
  {
    name: 'the same key by another name',
    given: [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] }],
    command: { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'b' }] },
    error: 85,
  },
  {
    name: 'a unique index over duplicates',
    documents: [
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
    ],
    command: unique({ a: 1 }),
    error: 11000,
  },
  {
    name: 'a text index',
    command: { createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a' }] },
    error: 238,
    embeddedOnly: true,
  },
  {
    name: 'listIndexes',
    documents: [{ _id: 1 }],
    given: [unique({ a: 1, b: -1 }, { sparse: true })],
    command: { listIndexes: 'c' },
    batch: [
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'u', unique: true, sparse: true },
    ],
  },
  { name: 'listIndexes of no collection', command: { listIndexes: 'c' }, error: 26 },
  {
    name: 'dropIndexes',
    documents: [{ _id: 1 }],
    given: [unique({ a: 1 })],
    command: { dropIndexes: 'c', index: 'u' },
    reply: { nIndexesWas: 2 },
  },
  {
    name: 'dropIndexes of an unknown one',
    documents: [{ _id: 1 }],
    command: { dropIndexes: 'c', index: 'x' },
    error: 27,
  },
  {
    name: 'dropIndexes of _id',
    documents: [{ _id: 1 }],
    command: { dropIndexes: 'c', index: '_id_' },
    error: 72,
  },
  {
    name: 'a hint',
    documents: things,
    given: [{ createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'n' }] }],
    command: { find: 'c', hint: 'n', filter: { k: 'a' } },
    ids: [1, 3],
  },
  { name: 'a hint of no index', documents: things, command: { find: 'c', hint: 'x' }, error: 2 },
  {
    name: '$natural backwards',
    documents: things,
    command: { find: 'c', sort: { $natural: -1 } },
    ids: [3, 2, 1],
  },
]);

table('server', [
  { name: 'ping', command: { ping: 1 }, reply: { ok: 1 } },
  {
    name: 'hello',
    command: { hello: 1 },
    reply: {
      isWritablePrimary: true,
      maxWriteBatchSize: 100_000,
      maxBsonObjectSize: 16_777_216,
      maxMessageSizeBytes: 48_000_000,
    },
  },
  { name: 'buildInfo', command: { buildInfo: 1 }, reply: { ok: 1, bits: 64 } },
  {
    name: 'connectionStatus',
    command: { connectionStatus: 1 },
    reply: { authInfo: { authenticatedUsers: [] } },
  },
  { name: 'an unknown command', command: { nothing: 1 }, error: 59 },
  {
    name: 'a transaction',
    command: {
      insert: 'c',
      documents: [{ _id: 1 }],
      lsid: { id: new ObjectId() },
      txnNumber: Long.ONE,
      startTransaction: true,
      autocommit: false,
    },
    error: 20,
    embeddedOnly: true,
  },
  { name: 'getMore of no cursor', command: { getMore: Long.fromNumber(12345), collection: 'c' }, error: 43 },
  {
    name: 'find with a collation',
    command: { find: 'c', collation: { locale: 'de' } },
    error: 238,
    embeddedOnly: true,
  },
  {
    name: 'find with the simple collation',
    documents: [{ _id: 1 }],
    command: { find: 'c', collation: { locale: 'simple' } },
    ids: [1],
  },
  { name: 'a collection without a name', command: { find: '' }, error: 73 },
  {
    name: 'validate',
    documents: things,
    given: [{ createIndexes: 'c', indexes: [{ key: { n: 1 }, name: 'n' }] }],
    command: { validate: 'c' },
    reply: { valid: true, nrecords: 3, keysPerIndex: { _id_: 3, n: 3 } },
  },
]);

table('a duplicate key of an array', [
  {
    name: 'that is empty',
    documents: [{ _id: 1, a: [] }],
    given: [unique({ a: 1 })],
    command: { insert: 'c', documents: [{ _id: 2, a: [] }] },
    writeError: 11_000,
  },
  {
    name: 'is the element that clashes',
    documents: [{ _id: 1, a: [2, 3] }],
    given: [unique({ a: 1 })],
    command: { insert: 'c', documents: [{ _id: 2, a: [1, 2] }] },
    writeError: 11_000,
    reply: { writeErrors: [{ keyValue: { a: 2 } }] },
  },
  {
    name: 'is the element that clashes, of two fields',
    documents: [{ _id: 1, a: [{ b: 2 }], c: 1 }],
    given: [unique({ 'a.b': 1, c: -1 })],
    command: { insert: 'c', documents: [{ _id: 2, a: [{ b: 1 }, { b: 2 }], c: 1 }] },
    writeError: 11_000,
    reply: { writeErrors: [{ keyValue: { 'a.b': 2, c: 1 } }] },
  },
]);

table('deletes of a wrong number', [
  ...[2, 0.5, -1, true].map((limit) => ({
    name: `a limit of ${String(limit)} deletes nothing, and nothing before it`,
    documents: [{ _id: 1 }, { _id: 2 }],
    command: {
      delete: 'c',
      deletes: [
        { q: { _id: 1 }, limit: 1 },
        { q: {}, limit },
      ],
    },
    error: 9,
    after: [{ _id: 1 }, { _id: 2 }],
    embeddedOnly: limit === true,
  })),
]);

table('indexes of one key', [
  {
    name: 'are dropped by their names only',
    documents: [{ _id: 1, a: 1 }],
    given: [
      {
        createIndexes: 'c',
        indexes: [
          { key: { a: 1 }, name: 'all' },
          { key: { a: 1 }, name: 'some', partialFilterExpression: { a: { $gt: 1 } } },
        ],
      },
    ],
    command: { dropIndexes: 'c', index: { a: 1 } },
    error: 181,
  },
]);
