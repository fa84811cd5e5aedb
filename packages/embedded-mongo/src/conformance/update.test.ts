import { Decimal128, Double, Int32, Long } from 'bson';
import type { Doc } from '../bson/document.js';
import { type Case, serveTables, table } from '../testing/conformance.js';

serveTables();

/** `[name, document, update, document afterwards]` */
const updates = (rows: readonly (readonly [string, Doc, unknown, Doc])[]): Case[] =>
  rows.map(([name, before, u, after]) => ({
    name,
    documents: [{ _id: 1, ...before }],
    command: { update: 'c', updates: [{ q: { _id: 1 }, u }] },
    reply: { n: 1, ok: 1 },
    after: [{ _id: 1, ...after }],
  }));

const refused = (rows: readonly (readonly [string, Doc, unknown, number])[]): Case[] =>
  rows.map(([name, before, u, writeError]) => ({
    name,
    documents: [{ _id: 1, ...before }],
    command: { update: 'c', updates: [{ q: { _id: 1 }, u }] },
    writeError,
    after: [{ _id: 1, ...before }],
  }));

table(
  'fields',
  updates([
    ['$set', { a: 1 }, { $set: { a: 2, b: 3 } }, { a: 2, b: 3 }],
    ['$set of a path makes documents', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['$set of a position', { a: [1, 2] }, { $set: { 'a.1': 5 } }, { a: [1, 5] }],
    ['$set beyond the end fills with null', { a: [1] }, { $set: { 'a.3': 5 } }, { a: [1, null, null, 5] }],
    ['$set inside an element', { a: [{ b: 1 }] }, { $set: { 'a.0.c': 2 } }, { a: [{ b: 1, c: 2 }] }],
    ['$set adds in the order of names', {}, { $set: { b: 1, a: 2 } }, { a: 2, b: 1 }],
    ['$unset', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
    ['$unset of an element leaves null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c.d' } }, { b: 2, c: { d: 1 } }],
    ['$rename of what is not there', { b: 2 }, { $rename: { a: 'c' } }, { b: 2 }],
    ['$inc', { n: 1 }, { $inc: { n: 2, m: 3 } }, { n: 3, m: 3 }],
    ['$mul', { n: 2 }, { $mul: { n: 3, m: 3 } }, { n: 6, m: 0 }],
    ['$min', { a: 5, b: 5 }, { $min: { a: 3, b: 7, c: 1 } }, { a: 3, b: 5, c: 1 }],
    ['$max compares types too', { a: 5, b: 5 }, { $max: { a: 3, b: 'x' } }, { a: 5, b: 'x' }],
    ['$setOnInsert does nothing to a document that is there', { a: 1 }, { $setOnInsert: { a: 2 } }, { a: 1 }],
    ['replacement', { a: 1, b: 1 }, { c: 1 }, { c: 1 }],
    ['replacement with the same _id', { a: 1 }, { _id: 1, c: 1 }, { c: 1 }],
    ['a pipeline', { a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }], { b: 2 }],
    ['a pipeline that takes the _id away', { a: 1 }, [{ $project: { _id: 0, a: 1 } }], { a: 1 }],
  ]),
);

table(
  'arrays',
  updates([
    ['$push', { a: [1] }, { $push: { a: 2, b: 1 } }, { a: [1, 2], b: [1] }],
    ['$push of an array', { a: [1] }, { $push: { a: [2] } }, { a: [1, [2]] }],
    ['$push $each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
    ['$push $slice', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
    ['$push $slice 0', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 0 } } }, { a: [] }],
    ['$push $position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 9, 2] }],
    [
      '$push $position from the end',
      { a: [1, 2] },
      { $push: { a: { $each: [9], $position: -1 } } },
      { a: [1, 9, 2] },
    ],
    ['$push $sort', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: -1 } } }, { a: [3, 2, 1] }],
    [
      '$push $sort by a field',
      { a: [{ n: 2 }] },
      { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
      { a: [{ n: 1 }, { n: 2 }] },
    ],
    ['$addToSet', { a: [1, { x: 1 }] }, { $addToSet: { a: { x: 1 } } }, { a: [1, { x: 1 }] }],
    ['$addToSet $each', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    ['$pop', { a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
    ['$pop from the front', { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
    ['$pull of a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$pull by a condition', { a: [1, 2, 3] }, { $pull: { a: { $gte: 2 } } }, { a: [1] }],
    [
      '$pull of documents by part',
      { a: [{ x: 1, y: 1 }, { x: 2 }] },
      { $pull: { a: { x: 1 } } },
      { a: [{ x: 2 }] },
    ],
    [
      '$pull with $elemMatch',
      { a: [{ r: [{ q: 1 }] }, { r: [{ q: 2 }] }] },
      { $pull: { a: { r: { $elemMatch: { q: 2 } } } } },
      { a: [{ r: [{ q: 1 }] }] },
    ],
    [
      '$pull by alternatives for its documents',
      { a: [{ x: 1 }, { y: 2 }, { x: 3 }, 4] },
      { $pull: { a: { $or: [{ x: 1 }, { y: 2 }] } } },
      { a: [{ x: 3 }, 4] },
    ],
    ['$pullAll', { a: [1, 2, 1, 3] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    ['all elements', { a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }],
    [
      'a field of all elements',
      { a: [{ n: 1 }, { n: 2 }] },
      { $inc: { 'a.$[].n': 10 } },
      { a: [{ n: 11 }, { n: 12 }] },
    ],
  ]),
);

table('elements', [
  {
    name: 'the one the filter matched',
    documents: [{ _id: 1, a: [1, 2, 3] }],
    command: { update: 'c', updates: [{ q: { _id: 1, a: 2 }, u: { $set: { 'a.$': 9 } } }] },
    after: [{ _id: 1, a: [1, 9, 3] }],
  },
  {
    name: 'the one $elemMatch matched',
    documents: [
      {
        _id: 1,
        a: [
          { k: 1, n: 1 },
          { k: 2, n: 1 },
        ],
      },
    ],
    command: {
      update: 'c',
      updates: [{ q: { a: { $elemMatch: { k: 2, n: 1 } } }, u: { $inc: { 'a.$.n': 5 } } }],
    },
    after: [
      {
        _id: 1,
        a: [
          { k: 1, n: 1 },
          { k: 2, n: 6 },
        ],
      },
    ],
  },
  {
    name: 'the one a dotted condition matched',
    documents: [{ _id: 1, a: [{ k: 1 }, { k: 2 }] }],
    command: { update: 'c', updates: [{ q: { 'a.k': 2 }, u: { $set: { 'a.$.k': 3 } } }] },
    after: [{ _id: 1, a: [{ k: 1 }, { k: 3 }] }],
  },
  {
    name: 'none',
    documents: [{ _id: 1, a: [1] }],
    command: { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { 'a.$': 9 } } }] },
    writeError: 2,
  },
  {
    name: 'those of an array filter',
    documents: [
      {
        _id: 1,
        a: [
          { k: 1, n: 0 },
          { k: 5, n: 0 },
          { k: 9, n: 0 },
        ],
      },
    ],
    command: {
      update: 'c',
      updates: [
        { q: { _id: 1 }, u: { $set: { 'a.$[big].n': 1 } }, arrayFilters: [{ 'big.k': { $gte: 5 } }] },
      ],
    },
    after: [
      {
        _id: 1,
        a: [
          { k: 1, n: 0 },
          { k: 5, n: 1 },
          { k: 9, n: 1 },
        ],
      },
    ],
  },
  {
    name: 'nested array filters',
    documents: [
      {
        _id: 1,
        a: [
          { k: 1, b: [1, 2] },
          { k: 2, b: [1, 2] },
        ],
      },
    ],
    command: {
      update: 'c',
      updates: [
        {
          q: { _id: 1 },
          u: { $mul: { 'a.$[x].b.$[y]': 10 } },
          arrayFilters: [{ 'x.k': 2 }, { y: { $gt: 1 } }],
        },
      ],
    },
    after: [
      {
        _id: 1,
        a: [
          { k: 1, b: [1, 2] },
          { k: 2, b: [1, 20] },
        ],
      },
    ],
  },
  {
    name: 'an array filter that is missing',
    documents: [{ _id: 1, a: [1] }],
    command: { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { 'a.$[x]': 1 } } }] },
    writeError: 2,
  },
  {
    name: 'an array filter that is not used',
    documents: [{ _id: 1, a: [1] }],
    command: { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { a: 1 } }, arrayFilters: [{ x: 1 }] }] },
    writeError: 9,
  },
]);

table(
  'refused',
  refused([
    ['an unknown operator', {}, { $foo: { a: 1 } }, 9],
    ['$inc of text', { n: 'x' }, { $inc: { n: 1 } }, 14],
    ['$inc by text', { n: 1 }, { $inc: { n: 'x' } }, 14],
    ['$push to a value', { a: 1 }, { $push: { a: 1 } }, 2],
    ['$addToSet to a value', { a: 1 }, { $addToSet: { a: 1 } }, 2],
    ['$pull from a value', { a: 1 }, { $pull: { a: 1 } }, 2],
    ['$pop from a value', { a: 1 }, { $pop: { a: 1 } }, 14],
    ['two updates of one path', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['updates of a path and its parent', { a: {} }, { $set: { a: 1, 'a.b': 1 } }, 40],
    ['a change of _id', {}, { $set: { _id: 2 } }, 66],
    ['a replacement with another _id', {}, { _id: 2, a: 1 }, 66],
    ['a path through a value', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
    ['an empty field name', {}, { $set: { 'a..b': 1 } }, 56],
    ['two positions in a path', { a: [{ b: [1] }] }, { $set: { 'a.$.b.$': 1 } }, 2],
    ['$rename to itself', { a: 1 }, { $rename: { a: 'a' } }, 2],
    ['a stage that changes nothing of a document', {}, [{ $match: {} }], 72],
    ['a mix of operators and fields', {}, { $set: { a: 1 }, b: 1 }, 9],
  ]),
);

table('types of numbers', [
  ...(
    [
      ['int + int is int', 1, 2, new Int32(3)],
      ['int + int beyond 32 bits is long', 2147483647, 1, Long.fromNumber(2147483648)],
      ['int + long is long', 1, Long.fromNumber(2), Long.fromNumber(3)],
      ['int + double is double', 1, new Double(2), new Double(3)],
      ['long + double is double', Long.fromNumber(1), new Double(0.5), new Double(1.5)],
    ] as const
  ).map(([name, n, by, expected]): Case => ({
    name,
    documents: [{ _id: 1, n }],
    given: [{ update: 'c', updates: [{ q: {}, u: { $inc: { n: by } } }] }],
    command: { find: 'c', projection: { _id: 0 } },
    typed: true,
    batch: [{ n: expected }],
  })),
  {
    name: '$set of another type over an equal number is a change',
    documents: [{ _id: 1, n: 1 }],
    command: { update: 'c', updates: [{ q: {}, u: { $set: { n: Long.fromNumber(1) } } }] },
    reply: { n: 1, nModified: 1 },
  },
  {
    name: 'long overflow',
    documents: [{ _id: 1, n: Long.MAX_VALUE }],
    command: { update: 'c', updates: [{ q: {}, u: { $inc: { n: 1 } } }] },
    writeError: 2,
  },
  {
    name: 'a Decimal128 is not computed with',
    documents: [{ _id: 1, n: Decimal128.fromString('1') }],
    command: { update: 'c', updates: [{ q: {}, u: { $inc: { n: 1 } } }] },
    writeError: 238,
    embeddedOnly: true,
  },
]);

table('counts and upserts', [
  ...refused([
    ['no match, a position without its array filter', {}, { $set: { 'a.$[x]': 1 } }, 2],
    ['no match, two positions in a path', {}, { $set: { 'a.$.b.$': 1 } }, 2],
    ['no match, an empty field name', {}, { $set: { 'a..b': 1 } }, 56],
  ]).map((item) => ({ ...item, documents: [], after: [] })),
  {
    name: 'no match',
    documents: [{ _id: 1 }],
    command: { update: 'c', updates: [{ q: { _id: 2 }, u: { $set: { a: 1 } } }] },
    reply: { n: 0, nModified: 0 },
  },
  {
    name: 'no change',
    documents: [{ _id: 1, a: 1 }],
    command: { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } } }] },
    reply: { n: 1, nModified: 0 },
  },
  {
    name: 'one of several',
    documents: [{ _id: 1 }, { _id: 2 }],
    command: { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } } }] },
    after: [{ _id: 1, a: 1 }, { _id: 2 }],
  },
  {
    name: 'multi',
    documents: [{ _id: 1 }, { _id: 2 }],
    command: { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, multi: true }] },
    reply: { n: 2, nModified: 2 },
  },
  {
    name: 'multi does not meet what it moved',
    documents: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ],
    given: [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] }],
    command: { update: 'c', updates: [{ q: { a: { $gte: 1 } }, u: { $inc: { a: 10 } }, multi: true }] },
    after: [
      { _id: 1, a: 11 },
      { _id: 2, a: 12 },
    ],
  },
  {
    name: 'multi with a replacement',
    documents: [{ _id: 1 }],
    command: { update: 'c', updates: [{ q: {}, u: { a: 1 }, multi: true }] },
    writeError: 9,
  },
  {
    name: 'upsert takes equalities of the filter',
    command: {
      update: 'c',
      updates: [
        {
          q: { _id: 1, a: 2, 'b.c': { $eq: 3 }, d: { $gt: 1 } },
          u: { $set: { e: 5 }, $setOnInsert: { f: 6 } },
          upsert: true,
        },
      ],
    },
    reply: { n: 1, nModified: 0, upserted: [{ index: 0, _id: 1 }] },
    after: [{ _id: 1, a: 2, b: { c: 3 }, e: 5, f: 6 }],
  },
  {
    name: 'upsert by replacement',
    command: { update: 'c', updates: [{ q: { _id: 1, a: 2 }, u: { b: 1 }, upsert: true }] },
    after: [{ _id: 1, b: 1 }],
  },
  {
    name: 'upsert by a pipeline',
    command: {
      update: 'c',
      updates: [{ q: { _id: 1 }, u: [{ $set: { n: { $ifNull: ['$n', 7] } } }], upsert: true }],
    },
    after: [{ _id: 1, n: 7 }],
  },
  {
    name: 'upsert that finds',
    documents: [{ _id: 1, a: 1 }],
    command: { update: 'c', updates: [{ q: { a: 1 }, u: { $inc: { a: 1 } }, upsert: true }] },
    reply: { n: 1, nModified: 1 },
  },
  {
    name: 'ordered stops at an error',
    documents: [
      { _id: 1, n: 'x' },
      { _id: 2, n: 1 },
    ],
    command: {
      update: 'c',
      updates: [
        { q: { _id: 1 }, u: { $inc: { n: 1 } } },
        { q: { _id: 2 }, u: { $inc: { n: 1 } } },
      ],
    },
    writeError: 14,
    reply: { n: 0 },
  },
  {
    name: 'unordered goes on',
    documents: [
      { _id: 1, n: 'x' },
      { _id: 2, n: 1 },
    ],
    command: {
      update: 'c',
      updates: [
        { q: { _id: 1 }, u: { $inc: { n: 1 } } },
        { q: { _id: 2 }, u: { $inc: { n: 1 } } },
      ],
      ordered: false,
    },
    writeError: 14,
    reply: { n: 1, nModified: 1 },
  },
  {
    name: 'a unique index holds for updates',
    documents: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ],
    given: [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', unique: true }] }],
    command: { update: 'c', updates: [{ q: { _id: 2 }, u: { $set: { a: 1 } } }] },
    reply: { writeErrors: [{ code: 11000, keyPattern: { a: 1 }, keyValue: { a: 1 } }] },
    writeError: 11000,
    after: [
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ],
  },
  {
    name: '$expr in the filter',
    documents: [
      { _id: 1, a: 5, b: 3 },
      { _id: 2, a: 1, b: 3 },
    ],
    command: {
      update: 'c',
      updates: [{ q: { $expr: { $gt: ['$a', '$b'] } }, u: { $set: { c: 1 } }, multi: true }],
    },
    after: [
      { _id: 1, a: 5, b: 3, c: 1 },
      { _id: 2, a: 1, b: 3 },
    ],
  },
  {
    name: 'a collation',
    documents: [{ _id: 1 }],
    command: { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, collation: { locale: 'fr' } }] },
    writeError: 238,
    embeddedOnly: true,
  },
]);

table('an upsert that changes the _id of its filter', [
  ...[{ $setOnInsert: { _id: 2 } }, { $set: { _id: 2 } }, { $inc: { _id: 1 } }].map((u) => ({
    name: Object.keys(u).join(),
    command: { update: 'c', updates: [{ q: { _id: 1 }, u, upsert: true }] },
    writeError: 66,
    after: [],
  })),
  {
    name: 'to the same',
    command: {
      update: 'c',
      updates: [{ q: { _id: 1 }, u: { $setOnInsert: { _id: 1, a: 1 } }, upsert: true }],
    },
    after: [{ _id: 1, a: 1 }],
  },
]);

table(
  'an upsert whose filter has no single value for a field',
  [
    { $and: [{ a: 1 }, { a: 2 }] },
    { a: { x: 1 }, 'a.b': 2 },
    { 'a.b': 2, a: { x: 1 } },
    { a: 1, 'a.b': 2 },
  ].map((q) => ({
    name: JSON.stringify(q),
    command: { update: 'c', updates: [{ q, u: { $set: { z: 1 } }, upsert: true }] },
    writeError: 54,
    after: [],
  })),
);

const found: readonly [string, Doc, Doc, Doc, Doc][] = [
  [
    'the first branch of $or that holds',
    { a: [1, 2, 3] },
    { $or: [{ a: 3 }, { a: 1 }] },
    { 'a.$': 9 },
    { a: [1, 2, 9] },
  ],
  [
    'a branch of $or that does not hold',
    { a: [1, 2], b: 1 },
    { $or: [{ a: 1, b: 2 }, { a: 2 }] },
    { 'a.$': 9 },
    { a: [1, 9], b: 1 },
  ],
  ['another array', { a: [1, 2], b: [3, 4] }, { a: 2 }, { 'b.$': 9 }, { a: [1, 2], b: [3, 9] }],
  [
    'another array of documents',
    { a: [{ x: 1 }, { x: 2 }], b: [3, 4] },
    { 'a.x': 2 },
    { 'b.$': 9 },
    { a: [{ x: 1 }, { x: 2 }], b: [3, 9] },
  ],
];

table(
  'the positional operator by',
  found.map(([name, before, q, $set, after]) => ({
    name,
    documents: [{ _id: 1, ...before }],
    command: { update: 'c', updates: [{ q, u: { $set } }] },
    after: [{ _id: 1, ...after }],
  })),
);

table('a positional projection by', [
  {
    name: 'the first branch of $or that holds',
    documents: [{ _id: 1, a: [1, 2, 3] }],
    command: { find: 'c', filter: { $or: [{ a: 3 }, { a: 1 }] }, projection: { 'a.$': 1 } },
    batch: [{ _id: 1, a: [3] }],
  },
]);

const updated = (name: string, document: Doc, u: Doc, after: Doc): Case => ({
  name,
  documents: [{ _id: 1, ...document }],
  command: { update: 'c', updates: [{ q: { _id: 1 }, u }] },
  reply: { n: 1 },
  after: [{ _id: 1, ...after }],
});

table('names that begin with a dollar', [
  updated(
    'below a field',
    { address: { $street: 'Elm' } },
    { $set: { 'address.$street': 'Oak' } },
    { address: { $street: 'Oak' } },
  ),
  updated('at the top', { a: 1 }, { $set: { $hotel: 'Ritz' } }, { a: 1, $hotel: 'Ritz' }),
  updated(
    'removed',
    { address: { $street: 'Elm', n: 1 } },
    { $unset: { 'address.$street': 1 } },
    { address: { n: 1 } },
  ),
  updated('renamed', { a: { $b: 1 } }, { $rename: { 'a.$b': 'a.c' } }, { a: { c: 1 } }),
  ...['$', '$[]', '$[x]'].map((path) => ({
    name: `${path} in the first place`,
    documents: [{ _id: 1 }],
    command: { update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { [path]: 1 } } }] },
    writeError: 2,
  })),
]);

table('a path that cannot exist', [
  ...[5, null, 'text', [1]].flatMap((a) =>
    [
      { $pop: { 'a.b': 1 } },
      { $pull: { 'a.b': 1 } },
      { $pullAll: { 'a.b': [1] } },
      { $rename: { 'a.b': 'c' } },
    ].map((u) => ({
      name: `${Object.keys(u)[0] ?? ''} below ${JSON.stringify(a)}`,
      documents: [{ _id: 1, a }],
      command: { update: 'c', updates: [{ q: { _id: 1 }, u }] },
      writeError: 28,
      after: [{ _id: 1, a }],
    })),
  ),
  updated('$pull below a missing field does nothing', {}, { $pull: { 'a.b': 1 } }, {}),
  updated('$pop of a missing position does nothing', { a: [[1]] }, { $pop: { 'a.3': 1 } }, { a: [[1]] }),
  updated('$unset below a scalar does nothing', { a: 5 }, { $unset: { 'a.b': 1 } }, { a: 5 }),
]);

table('an upsert with $expr is refused', [
  ...[{ $expr: { $eq: ['$a', 1] } }, { $and: [{ _id: 1 }, { $expr: true }] }].map((q) => ({
    name: JSON.stringify(q),
    command: { update: 'c', updates: [{ q, u: { $set: { b: 1 } }, upsert: true }] },
    writeError: 224,
    after: [],
  })),
  {
    name: 'by findAndModify',
    command: { findAndModify: 'c', query: { $expr: true }, update: { $set: { b: 1 } }, upsert: true },
    error: 224,
  },
]);
