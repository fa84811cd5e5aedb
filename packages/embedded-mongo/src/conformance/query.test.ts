import { Binary, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import type { Doc } from '../bson/document.js';
import { type Case, serveTables, table } from '../testing/conformance.js';

serveTables();

/** `[name, filter, ids]` over the same documents. */
const finds = (
  documents: readonly Doc[],
  rows: readonly (readonly [string, Doc, readonly unknown[]])[],
): Case[] =>
  rows.map(([name, filter, ids]) => ({
    name,
    documents,
    command: { find: 'c', filter, sort: { _id: 1 } },
    ids,
  }));

/** `[name, find, ids]` over the same documents, in the order in which they are found. */
const ordered = (rows: readonly (readonly [string, Doc, readonly unknown[]])[]): Case[] =>
  rows.map(([name, find, ids]) => ({
    name,
    documents: [{ _id: 1, a: 1 }, { _id: 2, a: 2 }, { _id: 3, a: 1 }, { _id: 'x' }],
    command: { find: 'c', ...find },
    ids,
  }));

table(
  'by several ids',
  ordered([
    ['in the order of ids, each once', { filter: { _id: { $in: ['x', 3, 1, 1, 7] } } }, [1, 3, 'x']],
    ['of whatever number type', { filter: { _id: { $in: [3, Long.fromNumber(3), 1] } } }, [1, 3]],
    ['none', { filter: { _id: { $in: [] } } }, []],
    ['with a limit', { filter: { _id: { $in: [3, 2, 1] } }, limit: 2 }, [1, 2]],
    ['with skip and limit', { filter: { _id: { $in: [3, 2, 1] } }, skip: 1, limit: 1 }, [2]],
    ['with a batch size', { filter: { _id: { $in: [3, 2, 1] } }, batchSize: 10 }, [1, 2, 3]],
    ['in another order', { filter: { _id: { $in: [1, 3, 'x'] } }, sort: { _id: -1 } }, ['x', 3, 1]],
    ['with another condition', { filter: { _id: { $in: [1, 2, 3] }, a: 1 } }, [1, 3]],
    ['one of them with another condition', { filter: { _id: { $in: [2] }, a: 1 } }, []],
    ['with another condition on the id', { filter: { _id: { $in: [1, 2, 3], $gt: 1 } } }, [2, 3]],
  ]),
);

const refused = (rows: readonly (readonly [string, Doc, number])[]): Case[] =>
  rows.map(([name, filter, error]) => ({
    name,
    documents: [{ _id: 1 }],
    command: { find: 'c', filter },
    error,
  }));

table(
  'comparison',
  finds(
    [
      { _id: 1, a: 1 },
      { _id: 2, a: new Double(2) },
      { _id: 3, a: Long.fromNumber(3) },
      { _id: 4, a: Decimal128.fromString('4.5') },
      { _id: 5, a: '3' },
      { _id: 6, a: null },
      { _id: 7 },
      { _id: 8, a: true },
      { _id: 9, a: new Date(3) },
      { _id: 10, a: [1, 5] },
      { _id: 11, a: Number.NaN },
      { _id: 12, a: { b: 1 } },
      { _id: 13, a: [] },
      { _id: 14, a: [[1, 5]] },
    ],
    [
      ['numbers of all types are equal by value', { a: 3 }, [3]],
      ['a Decimal128 equals a double', { a: 4.5 }, [4]],
      ['$gt compares numbers of all types, and only numbers', { a: { $gt: 2 } }, [3, 4, 10]],
      ['$gte', { a: { $gte: 2 } }, [2, 3, 4, 10]],
      ['$lt', { a: { $lt: 2 } }, [1, 10]],
      ['$lte', { a: { $lte: 1 } }, [1, 10]],
      ['a string compares with strings only', { a: { $gte: '' } }, [5]],
      ['null is equal to a missing field', { a: null }, [6, 7]],
      ['$gte null is null or missing', { a: { $gte: null } }, [6, 7]],
      ['$ne null', { a: { $ne: null } }, [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14]],
      ['$ne of a value', { a: { $ne: 1 } }, [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14]],
      ['$in of several types', { a: { $in: [1, '3', null] } }, [1, 5, 6, 7, 10]],
      ['$nin', { a: { $nin: [1, '3', null] } }, [2, 3, 4, 8, 9, 11, 12, 13, 14]],
      ['an empty $in', { a: { $in: [] } }, []],
      ['NaN equals NaN', { a: Number.NaN }, [11]],
      ['an array equals itself, or an element that is it', { a: [1, 5] }, [10, 14]],
      ['an empty array', { a: [] }, [13]],
      ['a document whole', { a: { b: 1 } }, [12]],
      ['a dotted path', { 'a.b': 1 }, [12]],
      ['a position', { 'a.1': 5 }, [10]],
      ['a range on an array may be met by two elements', { a: { $gt: 1, $lt: 5 } }, [2, 3, 4, 10]],
      ['$exists', { a: { $exists: false } }, [7]],
      ['$exists: true includes null', { a: { $exists: true }, _id: { $lt: 8 } }, [1, 2, 3, 4, 5, 6]],
      ['$size', { a: { $size: 2 } }, [10]],
      ['$size 0', { a: { $size: 0 } }, [13]],
      ['$type by alias', { a: { $type: 'string' } }, [5]],
      ['$type number', { a: { $type: 'number' } }, [1, 2, 3, 4, 10, 11]],
      ['$type of elements', { a: { $type: 'int' } }, [1, 10]],
      ['$type array', { a: { $type: 'array' } }, [10, 13, 14]],
      ['$type by number', { a: { $type: 18 } }, [3]],
      ['$mod', { a: { $mod: [2, 1] } }, [1, 3, 10]],
      ['$not', { a: { $not: { $gt: 2 } } }, [1, 2, 5, 6, 7, 8, 9, 11, 12, 13, 14]],
      ['$nor', { $nor: [{ a: { $gt: 2 } }, { a: { $exists: false } }] }, [1, 2, 5, 6, 8, 9, 11, 12, 13, 14]],
      ['$or', { $or: [{ a: 1 }, { a: '3' }] }, [1, 5, 10]],
      ['$and with the same field twice', { $and: [{ a: 1 }, { a: 5 }] }, [10]],
      ['$expr', { $expr: { $gt: ['$a', { $literal: true }] } }, [9]],
      ['$expr with missing fields', { $expr: { $eq: ['$a', null] } }, [6]],
      ['$comment', { a: '3', $comment: 'why' }, [5]],
      ['a date compares with dates', { a: { $lte: new Date(3) } }, [9]],
      ['$gt MinKey is everything', { a: { $gt: new MinKey() }, _id: { $lt: 3 } }, [1, 2]],
    ],
  ),
);

table(
  'arrays and documents',
  finds(
    [
      {
        _id: 1,
        tags: ['a', 'b'],
        held: [
          { order: 'x', quantity: 1 },
          { order: 'y', quantity: 5 },
        ],
      },
      { _id: 2, tags: ['b', 'c'], held: [{ order: 'x', quantity: 5 }] },
      { _id: 3, tags: 'b', held: [] },
      { _id: 4, held: [{ order: 'z' }, 7] },
      { _id: 5, held: { order: 'x' } },
      { _id: 6, tags: [['a', 'b']] },
    ],
    [
      ['$all', { tags: { $all: ['a', 'b'] } }, [1]],
      ['$all of one value also matches a scalar', { tags: { $all: ['b'] } }, [1, 2, 3]],
      ['$all of an array', { tags: { $all: [['a', 'b']] } }, [1, 6]],
      ['an empty $all', { tags: { $all: [] } }, []],
      [
        '$elemMatch on documents needs one element for all',
        { held: { $elemMatch: { order: 'x', quantity: 5 } } },
        [2],
      ],
      ['conditions apart may be met by two elements', { 'held.order': 'x', 'held.quantity': 5 }, [1, 2]],
      ['$elemMatch on values', { tags: { $elemMatch: { $gt: 'b' } } }, [2]],
      ['$elemMatch does not match a document', { held: { $elemMatch: { order: 'x' } } }, [1, 2]],
      [
        '$all with $elemMatch',
        { held: { $all: [{ $elemMatch: { order: 'x' } }, { $elemMatch: { order: 'y' } }] } },
        [1],
      ],
      ['a path through an array', { 'held.order': 'x' }, [1, 2, 5]],
      ['a position in a path', { 'held.1.order': 'y' }, [1]],
      ['null in an array of documents', { 'held.quantity': null }, [4, 5, 6]],
      ['$exists in an array', { 'held.quantity': { $exists: true } }, [1, 2]],
      ['$size of a nested array', { held: { $size: 2 } }, [1, 4]],
      ['$nin on an array', { tags: { $nin: ['a'] } }, [2, 3, 4, 5, 6]],
      ['$not with $elemMatch', { tags: { $not: { $elemMatch: { $eq: 'b' } } } }, [3, 4, 5, 6]],
    ],
  ),
);

table(
  'regular expressions',
  finds(
    [
      { _id: 1, s: 'Alpha' },
      { _id: 2, s: 'beta\nalpha' },
      { _id: 3, s: ['x', 'alphabet'] },
      { _id: 4, s: 5 },
      { _id: 5, s: /alpha/ },
      { _id: 6, s: 'a b' },
    ],
    [
      ['a literal', { s: /alpha/ }, [2, 3, 5]],
      ['option i', { s: /^alpha/i }, [1, 3]],
      ['option m', { s: { $regex: '^alpha', $options: 'm' } }, [2, 3]],
      ['option s', { s: { $regex: 'beta.alpha', $options: 's' } }, [2]],
      ['inside $in', { s: { $in: [/^Al/, 5] } }, [1, 4]],
      ['inside $not', { s: { $not: /alpha/i } }, [4, 5, 6]],
      ['$regex with an anchored prefix', { s: { $regex: '^al' } }, [3]],
      ['of $eq, as a value', { s: { $eq: /alpha/ } }, [5]],
      ['inside $all', { s: { $all: [/^al/, 'x'] } }, [3]],
    ],
  ),
);

const indexed = (partialFilterExpression?: Doc): Doc => ({
  createIndexes: 'c',
  indexes: [{ key: { s: 1 }, name: 's', ...(partialFilterExpression && { partialFilterExpression }) }],
});

table(
  'regular expressions, through an index',
  [indexed(), indexed({ s: { $type: 'regex' } }), indexed({ s: { $exists: true } })].flatMap((index) =>
    finds(
      [{ _id: 1, s: 'alpha' }, { _id: 2, s: /^al/ }, { _id: 3, s: ['beta', /^al/] }, { _id: 4 }],
      [
        [`a prefix, ${JSON.stringify(index)}`, { s: /^al/ }, [1, 2, 3]],
        [`in $in, ${JSON.stringify(index)}`, { s: { $in: [/^al/, 'beta'] } }, [1, 2, 3]],
        [`as a value, ${JSON.stringify(index)}`, { s: { $eq: /^al/ } }, [2, 3]],
      ],
    ).map((item) => ({ ...item, given: [index] })),
  ),
);

const ALL_TYPES: Doc[] = [
  { _id: 1, v: new MinKey() },
  { _id: 2, v: null },
  { _id: 3, v: -5 },
  { _id: 4, v: 2.5 },
  { _id: 5, v: 'a' },
  { _id: 6, v: { x: 1 } },
  { _id: 8, v: new Binary(Buffer.from([1])) },
  { _id: 9, v: new ObjectId() },
  { _id: 10, v: false },
  { _id: 11, v: new Date(0) },
  { _id: 12, v: new Timestamp({ t: 1, i: 1 }) },
  { _id: 13, v: /x/ },
  { _id: 14, v: new MaxKey() },
];

table('order', [
  {
    name: 'types sort as MongoDB has them',
    documents: [...ALL_TYPES].reverse(),
    command: { find: 'c', sort: { v: 1 } },
    ids: ALL_TYPES.map(({ _id }) => _id),
  },
  {
    name: 'and the other way round',
    documents: ALL_TYPES,
    command: { find: 'c', sort: { v: -1 } },
    ids: ALL_TYPES.map(({ _id }) => _id).reverse(),
  },
  {
    name: 'an index gives the same order',
    documents: ALL_TYPES,
    given: [{ createIndexes: 'c', indexes: [{ key: { v: -1 }, name: 'v' }] }],
    command: { find: 'c', sort: { v: 1 } },
    ids: ALL_TYPES.map(({ _id }) => _id),
  },
  {
    name: 'an array sorts by its least element',
    documents: [
      { _id: 1, v: [5, 1] },
      { _id: 2, v: 3 },
      { _id: 3, v: [] },
    ],
    command: { find: 'c', sort: { v: 1 } },
    ids: [3, 1, 2],
  },
  {
    name: 'and by its greatest when descending',
    documents: [
      { _id: 1, v: [5, 1] },
      { _id: 2, v: 3 },
    ],
    command: { find: 'c', sort: { v: -1 } },
    ids: [1, 2],
  },
  {
    name: 'strings sort by their UTF-8 bytes',
    documents: [{ _id: '𝒳' }, { _id: '\uffff' }, { _id: 'B' }, { _id: 'a' }],
    command: { find: 'c', sort: { _id: 1 } },
    ids: ['B', 'a', '\uffff', '𝒳'],
  },
  {
    name: 'several fields, skip and limit',
    documents: [
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 1, b: 2 },
      { _id: 3, a: 2, b: 0 },
    ],
    command: { find: 'c', sort: { a: -1, b: -1 }, skip: 1, limit: 1 },
    ids: [2],
  },
  {
    name: 'a Decimal128 just above a double',
    documents: [
      { _id: 1, v: Decimal128.fromString('0.1') },
      { _id: 2, v: 0.1 },
      { _id: 3, v: Decimal128.fromString('0.10000000000000001') },
    ],
    command: { find: 'c', sort: { v: 1 } },
    ids: [1, 2, 3],
  },
  {
    name: 'Longs beyond 2^53',
    documents: [
      { _id: 1, v: Long.fromString('9007199254740993') },
      { _id: 2, v: 9007199254740992 },
    ],
    command: { find: 'c', filter: { v: { $gt: 9007199254740992 } } },
    ids: [1],
  },
]);

table('empty arrays', [
  ...([1, -1] as const).map((direction) => ({
    name: `are less than null, sorted by ${direction}`,
    documents: [{ _id: 1, a: [3, 1] }, { _id: 2, a: 2 }, { _id: 3 }, { _id: 4, a: [] }],
    command: { find: 'c', sort: { a: direction } },
    ids: direction > 0 ? [4, 3, 1, 2] : [1, 2, 3, 4],
  })),
]);

table('projections', [
  {
    name: 'a slice beside fields to keep',
    documents: [{ _id: 1, a: [1, 2, 3], b: { c: [4, 5], d: 6 }, e: 7 }],
    command: { find: 'c', projection: { e: 1, a: { $slice: 1 }, 'b.c': { $slice: -1 } } },
    batch: [{ _id: 1, a: [1], b: { c: [5] }, e: 7 }],
  },
  {
    name: 'a slice beside fields to leave out',
    documents: [{ _id: 1, a: [1, 2, 3], b: 1, c: 2 }],
    command: { find: 'c', projection: { b: 0, a: { $slice: [1, 1] } } },
    batch: [{ _id: 1, a: [2], c: 2 }],
  },
  {
    name: '$elemMatch alone keeps only its field',
    documents: [
      { _id: 1, a: [{ x: 1 }, { x: 2 }], b: 1 },
      { _id: 2, a: [], b: 1 },
    ],
    command: { find: 'c', projection: { a: { $elemMatch: { x: 2 } } } },
    batch: [{ _id: 1, a: [{ x: 2 }] }, { _id: 2 }],
  },
  {
    name: 'inclusion keeps the order of the document',
    documents: [{ _id: 1, a: 1, b: 2, c: 3 }],
    command: { find: 'c', projection: { c: 1, a: 1 } },
    batch: [{ _id: 1, a: 1, c: 3 }],
  },
  {
    name: 'exclusion',
    documents: [{ _id: 1, a: 1, b: { c: 1, d: 2 } }],
    command: { find: 'c', projection: { 'b.c': 0 } },
    batch: [{ _id: 1, a: 1, b: { d: 2 } }],
  },
  {
    name: 'inside arrays',
    documents: [{ _id: 1, a: [{ b: 1, c: 2 }, 5, { c: 3 }] }],
    command: { find: 'c', projection: { 'a.b': 1, _id: 0 } },
    batch: [{ a: [{ b: 1 }, {}] }],
  },
  {
    name: 'mixed is an error',
    documents: [{ _id: 1 }],
    command: { find: 'c', projection: { a: 1, b: 0 } },
    error: 31254,
  },
  {
    name: '$slice',
    documents: [{ _id: 1, a: [1, 2, 3] }],
    command: { find: 'c', projection: { a: { $slice: -2 } } },
    batch: [{ _id: 1, a: [2, 3] }],
  },
  {
    name: '$slice with a skip',
    documents: [{ _id: 1, a: [1, 2, 3] }],
    command: { find: 'c', projection: { a: { $slice: [1, 1] } } },
    batch: [{ _id: 1, a: [2] }],
  },
  {
    name: '$elemMatch',
    documents: [{ _id: 1, a: [{ b: 1 }, { b: 2 }, { b: 2, c: 1 }] }],
    command: { find: 'c', projection: { a: { $elemMatch: { b: 2 } } } },
    batch: [{ _id: 1, a: [{ b: 2 }] }],
  },
  {
    name: 'positional',
    documents: [{ _id: 1, a: [{ b: 1 }, { b: 2 }], z: 1 }],
    command: { find: 'c', filter: { 'a.b': 2 }, projection: { 'a.$': 1 } },
    batch: [{ _id: 1, a: [{ b: 2 }] }],
  },
  {
    name: 'an expression',
    documents: [{ _id: 1, a: 2 }],
    command: { find: 'c', projection: { _id: 0, twice: { $multiply: ['$a', 2] } } },
    batch: [{ twice: 4 }],
  },
]);

table(
  'refused filters',
  refused([
    ['an unknown operator', { a: { $foo: 1 } }, 2],
    ['an unknown top level operator', { $foo: 1 }, 2],
    ['$in without an array', { a: { $in: 1 } }, 2],
    ['$or without an array', { $or: {} }, 2],
    ['an empty $or', { $or: [] }, 2],
    ['$size of a string', { a: { $size: 'x' } }, 2],
    ['$all without an array', { a: { $all: 1 } }, 2],
    ['$elemMatch without a document', { a: { $elemMatch: 1 } }, 2],
    ['$not of a value', { a: { $not: 1 } }, 2],
    ['$mod with one number', { a: { $mod: [1] } }, 2],
    ['$type of an unknown name', { a: { $type: 'what' } }, 2],
    ['a broken regular expression', { a: { $regex: '(' } }, 51091],
    ['$options without $regex', { a: { $options: 'i' } }, 2],
  ]),
);

table('values keep their type', [
  {
    name: 'through storage and back',
    documents: [
      {
        _id: 1,
        int: new Int32(5),
        double: new Double(5),
        long: Long.fromNumber(5),
        big: Long.fromString('9007199254740993'),
        decimal: Decimal128.fromString('1.10'),
        nested: { z: new Double(1), a: new Int32(1), list: [new Double(2), Long.fromNumber(2)] },
      },
    ],
    command: { find: 'c' },
    typed: true,
    batch: [
      {
        _id: new Int32(1),
        int: new Int32(5),
        double: new Double(5),
        long: Long.fromNumber(5),
        big: Long.fromString('9007199254740993'),
        decimal: Decimal128.fromString('1.10'),
        nested: { z: new Double(1), a: new Int32(1), list: [new Double(2), Long.fromNumber(2)] },
      },
    ],
  },
  {
    name: 'next to an updated field',
    documents: [{ _id: 1, double: new Double(5), long: Long.fromNumber(5), n: 1 }],
    given: [{ update: 'c', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }] }],
    command: { find: 'c' },
    typed: true,
    batch: [{ _id: new Int32(1), double: new Double(5), long: Long.fromNumber(5), n: new Int32(2) }],
  },
  {
    name: 'next to a field a pipeline sets',
    documents: [{ _id: 1, double: new Double(5), long: Long.fromNumber(5), n: 1 }],
    given: [{ update: 'c', updates: [{ q: { _id: 1 }, u: [{ $set: { n: { $add: ['$n', 1] } } }] }] }],
    command: { find: 'c' },
    typed: true,
    batch: [{ _id: new Int32(1), double: new Double(5), long: Long.fromNumber(5), n: new Int32(2) }],
  },
]);

const unordered: readonly Doc[] = [
  { _id: 1, a: 2 },
  { _id: 2, a: 1 },
];

table('the natural order', [
  {
    name: 'as a hint does not replace the sort',
    documents: unordered,
    command: { find: 'c', hint: { $natural: 1 }, sort: { a: 1 } },
    ids: [2, 1],
  },
  {
    name: 'backward as a hint',
    documents: unordered,
    command: { find: 'c', hint: { $natural: -1 } },
    ids: [2, 1],
  },
  {
    name: 'as a hint of findAndModify',
    documents: unordered,
    command: {
      findAndModify: 'c',
      query: {},
      sort: { a: 1 },
      hint: { $natural: 1 },
      update: { $set: { b: 1 } },
    },
    reply: { value: { _id: 2 } },
  },
  {
    name: 'with another field in the sort',
    documents: unordered,
    command: { find: 'c', sort: { $natural: 1, a: 1 } },
    error: 2,
  },
]);

const pairs: readonly Doc[] = [
  {
    _id: 1,
    a: [
      { x: 1, y: 9 },
      { x: 2, y: 0 },
    ],
  },
  { _id: 2, a: [{ x: 1, y: 5 }] },
];

table('a sort by two fields of an array', [
  {
    name: 'takes both from one element',
    documents: pairs,
    command: { find: 'c', sort: { 'a.x': 1, 'a.y': 1 } },
    ids: [2, 1],
  },
  {
    name: 'descending',
    documents: pairs,
    command: { find: 'c', sort: { 'a.x': -1, 'a.y': -1 } },
    ids: [1, 2],
  },
  {
    name: 'in a pipeline',
    documents: pairs,
    command: {
      aggregate: 'c',
      pipeline: [{ $addFields: { z: 1 } }, { $sort: { 'a.x': 1, 'a.y': 1 } }],
      cursor: {},
    },
    ids: [2, 1],
  },
  {
    name: 'of two arrays is refused',
    documents: [{ _id: 1, a: [1], b: [2] }],
    command: { find: 'c', sort: { a: 1, b: 1 } },
    error: 2,
  },
  {
    name: 'of two arrays is refused in a pipeline',
    documents: [{ _id: 1, a: [1], b: [2] }],
    command: { aggregate: 'c', pipeline: [{ $addFields: { z: 1 } }, { $sort: { a: 1, b: 1 } }], cursor: {} },
    error: 2,
  },
]);

const extremes: readonly Doc[] = [{ _id: 1, a: 1 }, { _id: 2 }];
const byA = (rest: object = {}): Doc => ({
  createIndexes: 'c',
  indexes: [{ key: { a: 1 }, name: 'a', ...rest }],
});

table(
  'a document without the field',
  [{ $gt: new MinKey() }, { $gte: new MinKey() }, { $lt: new MaxKey() }, { $lte: new MaxKey() }].flatMap(
    (a) =>
      [[], [byA()], [byA({ sparse: true })]].map((given, at) => ({
        name: `is in ${Object.keys(a).join()} of an end, indexes ${at}`,
        documents: extremes,
        given,
        command: { find: 'c', filter: { a }, sort: { _id: 1 } },
        ids: [1, 2],
      })),
  ),
);

const positions: readonly Doc[] = [
  { _id: 1, a: [{ x: 5 }] },
  { _id: 2, a: { 0: 7 } },
  { _id: 3, a: [7] },
];
const byPosition: Doc = { createIndexes: 'c', indexes: [{ key: { 'a.0': 1, 'a.1': 1 }, name: 'p' }] };

table('an index on a position', [
  {
    name: 'finds what a scan finds',
    documents: [...positions, { _id: 4, a: [] }],
    given: [byPosition],
    command: { find: 'c', filter: { 'a.0': 7 }, sort: { _id: 1 } },
    ids: [2, 3],
  },
  {
    name: 'finds elements with the field beyond the array',
    documents: [{ _id: 1, a: [{ 1: 7 }] }],
    given: [{ createIndexes: 'c', indexes: [{ key: { 'a.1': 1 }, name: 'p' }] }],
    command: { find: 'c', filter: { 'a.1': 7 } },
    ids: [1],
  },
  {
    name: 'refuses an element with that field',
    given: [byPosition],
    command: { insert: 'c', documents: [{ _id: 1, a: [{ 0: 7 }] }] },
    writeError: 16_746,
  },
]);

const elementCase = (name: string, field: string, a: unknown, filter: Doc): Case => ({
  name: `finds ${name}`,
  documents: [{ _id: 1, a }],
  given: [{ createIndexes: 'c', indexes: [{ key: { [field]: 1 }, name: 'i' }] }],
  command: { find: 'c', filter: { a: { $elemMatch: filter } }, hint: 'i' },
  ids: [1],
});

table('an index that an element of an array is looked for with', [
  elementCase('a field between two bounds', 'a.x', [{ x: 3 }, { x: 9 }], { x: { $gt: 1, $lt: 5 } }),
  elementCase('two elements of an array in an element', 'a.x', [{ x: [0, 7] }], { x: { $gt: 1, $lt: 5 } }),
  elementCase('an element of an element', 'a', [[3]], { $elemMatch: { $gt: 1, $lt: 5 } }),
  elementCase('an element with so many elements', 'a', [[3, 4]], { $size: 2, $gt: [3] }),
  elementCase('a position in an element', 'a.0', [[1], [5]], { 0: 5 }),
]);

table('an array at a position', [
  ...[undefined, { createIndexes: 'c', indexes: [{ key: { 'a.0': 1 }, name: 'position' }] }].flatMap(
    (index) =>
      (
        [
          ['is not looked into', { 'a.0': 2 }, [4]],
          ['is not looked into by $in', { 'a.0': { $in: [2, 9] } }, [4]],
          ['is compared whole', { 'a.0': [1, 2] }, [1]],
          ['has a size', { 'a.0': { $size: 2 } }, [1, 3]],
          ['has positions', { 'a.0.1': 2 }, [1]],
          ['has documents', { 'a.0.b': 1 }, [2]],
          ['under a field that is named like a position is looked into', { 'a.0': 7 }, [3]],
        ] as const
      ).map(([name, filter, ids]) => ({
        name: index === undefined ? name : `${name}, with an index`,
        documents: [
          { _id: 1, a: [[1, 2]] },
          { _id: 2, a: [[{ b: 1 }]] },
          { _id: 3, a: { 0: [7, 8] } },
          { _id: 4, a: [2] },
        ],
        ...(index === undefined ? {} : { given: [index] }),
        command: { find: 'c', filter, sort: { _id: 1 } },
        ids,
      })),
  ),
  {
    name: 'is not deleted by one of its elements',
    documents: [{ _id: 1, a: [[1, 2]] }],
    command: { delete: 'c', deletes: [{ q: { 'a.0': 2 }, limit: 0 }] },
    reply: { n: 0 },
    after: [{ _id: 1, a: [[1, 2]] }],
  },
]);

table('numbers and the ends of all values', [
  {
    name: 'NaN is greater than MinKey',
    documents: [
      { _id: 1, v: Number.NaN },
      { _id: 2, v: 1 },
    ],
    command: { find: 'c', filter: { v: { $gt: new MinKey() } }, sort: { _id: 1 } },
    ids: [1, 2],
  },
  {
    name: 'NaN is less than MaxKey',
    documents: [{ _id: 1, v: Number.NaN }],
    command: { find: 'c', filter: { v: { $lt: new MaxKey() } } },
    ids: [1],
  },
]);

table('regular expressions, as PCRE reads them', [
  ...(
    [
      ['the end is before a last line end', 'c$', '', 'abc\n', true],
      ['a dot matches all but a line feed', '^a.c$', '', 'a\rc', true],
      ['white space is that of ASCII', '^\\s$', '', '\u00a0', false],
      ['a character beyond the BMP is one', '^.$', '', '\u{1f600}', true],
      ['lines begin after a line feed only', '^b', 'm', 'a\rb', false],
      ['an escaped hyphen is a hyphen', 'a\\-b', '', 'a-b', true],
      ['a brace alone is a brace', '{a}', '', '{a}', true],
      ['a class and a hyphen', '^[\\s-x]$', '', '5', false],
    ] as const
  ).map(([name, pattern, options, text, matches]) => ({
    name,
    documents: [{ _id: 1, text }],
    command: { find: 'c', filter: { text: { $regex: pattern, $options: options } } },
    ids: matches ? [1] : [],
  })),
]);
