import { Decimal128, Double, Int32, Long } from 'bson';
import type { Doc } from '../bson/document.js';
import { type Case, serveTables, table } from '../testing/conformance.js';

serveTables();

const int = (n: number): Int32 => new Int32(n);
const double = (n: number): Double => new Double(n);
const long = (n: number): Long => Long.fromNumber(n);

type Row = readonly [
  name: string,
  documents: readonly Doc[],
  pipeline: readonly Doc[],
  batch: readonly Doc[],
];

/** Numbers in `batch` are those of BSON; integral `_id`s are Int32. */
const results = (rows: readonly Row[]): Case[] =>
  rows.map(([name, documents, pipeline, batch]) => ({
    name,
    documents,
    command: { aggregate: 'c', pipeline, cursor: {} },
    batch,
    typed: true,
  }));

const refused = (
  rows: readonly (readonly [name: string, pipeline: readonly unknown[], error: number])[],
): Case[] =>
  rows.map(([name, pipeline, error]) => ({
    name,
    documents: [{ _id: 1, a: 1 }],
    command: { aggregate: 'c', pipeline, cursor: {} },
    error,
  }));

const one = int(1);
const two = int(2);

table(
  '$project and $addFields',
  results([
    [
      'leave the types of numbers alone',
      [{ _id: 1, d: double(5), l: long(5) }],
      [{ $addFields: { sum: { $add: ['$d', '$l'] } } }],
      [{ _id: one, d: double(5), l: long(5), sum: double(10) }],
    ],
    [
      'nested fields',
      [{ _id: 1, a: { b: 1, c: 2 }, d: 3 }],
      [{ $project: { a: { b: 1 } } }],
      [{ _id: one, a: { b: one } }],
    ],
    [
      'a computed field in an array',
      [{ _id: 1, a: [{ b: 1 }, { b: 2 }], n: 9 }],
      [{ $addFields: { 'a.x': '$n' } }],
      [
        {
          _id: one,
          a: [
            { b: one, x: int(9) },
            { b: two, x: int(9) },
          ],
          n: int(9),
        },
      ],
    ],
    [
      'a computed field beside kept ones',
      [{ _id: 1, a: 1, b: 2 }],
      [{ $project: { a: 1, c: '$b' } }],
      [{ _id: one, a: one, c: two }],
    ],
    ['a missing value is no field', [{ _id: 1, a: 1 }], [{ $project: { b: '$nothing' } }], [{ _id: one }]],
    ['$$REMOVE removes', [{ _id: 1, a: 1 }], [{ $set: { a: '$$REMOVE' } }], [{ _id: one }]],
    [
      'a field computed from itself',
      [{ _id: 1, a: 1 }],
      [{ $set: { a: { $add: ['$a', 1] }, b: '$a' } }],
      [{ _id: one, a: two, b: one }],
    ],
    [
      'exclusion',
      [{ _id: 1, a: { b: 1, c: 2 } }],
      [{ $project: { 'a.b': 0 } }],
      [{ _id: one, a: { c: two } }],
    ],
    [
      '$unset',
      [{ _id: 1, a: [{ b: 1, c: 1 }], d: 1 }],
      [{ $unset: ['a.b', 'd'] }],
      [{ _id: one, a: [{ c: one }] }],
    ],
    [
      'a scalar on the way becomes a document',
      [{ _id: 1, a: 5 }],
      [{ $set: { 'a.b': 1 } }],
      [{ _id: one, a: { b: one } }],
    ],
  ]),
);

table(
  '$group',
  results([
    [
      'keeps types, and counts null and missing as one',
      [
        { _id: 1, k: 1, v: double(2) },
        { _id: 2, k: long(1), v: 1 },
        { _id: 3, k: null, v: 5 },
        { _id: 4, v: 6 },
      ],
      [{ $group: { _id: '$k', sum: { $sum: '$v' }, mean: { $avg: '$v' } } }, { $sort: { _id: 1 } }],
      [
        { _id: null, sum: int(11), mean: double(5.5) },
        { _id: one, sum: double(3), mean: double(1.5) },
      ],
    ],
    [
      'by a document and by an array',
      [
        { _id: 1, a: [1, 2] },
        { _id: 2, a: [2, 1] },
        { _id: 3, a: [1, 2] },
      ],
      [{ $group: { _id: { a: '$a' }, n: { $count: {} } } }, { $sort: { n: 1 } }],
      [
        { _id: { a: [two, one] }, n: one },
        { _id: { a: [one, two] }, n: two },
      ],
    ],
    [
      'Long sums are exact',
      [
        { _id: 1, v: Long.fromString('9007199254740993') },
        { _id: 2, v: 1 },
      ],
      [{ $group: { _id: null, sum: { $sum: '$v' } } }],
      [{ _id: null, sum: Long.fromString('9007199254740994') }],
    ],
  ]),
);

table(
  'other stages',
  results([
    [
      '$unwind with positions',
      [{ _id: 1, a: ['x', 'y'] }, { _id: 2, a: 'z' }, { _id: 3, a: null }, { _id: 4 }, { _id: 5, a: [] }],
      [{ $unwind: { path: '$a', includeArrayIndex: 'at' } }],
      [
        { _id: one, a: 'x', at: long(0) },
        { _id: one, a: 'y', at: long(1) },
        { _id: two, a: 'z', at: null },
      ],
    ],
    [
      '$unwind that keeps all',
      [{ _id: 1, a: { b: [] } }, { _id: 2, a: { b: null } }, { _id: 3 }],
      [{ $unwind: { path: '$a.b', preserveNullAndEmptyArrays: true } }],
      [{ _id: one, a: {} }, { _id: two, a: { b: null } }, { _id: int(3) }],
    ],
    [
      '$sort in the middle, by type',
      [{ _id: 1, v: 'a' }, { _id: 2, v: 10 }, { _id: 3, v: Decimal128.fromString('9.5') }, { _id: 4 }],
      [{ $addFields: { v: '$v' } }, { $sort: { v: 1 } }, { $project: { v: 1 } }, { $skip: 1 }, { $limit: 2 }],
      [
        { _id: int(3), v: Decimal128.fromString('9.5') },
        { _id: two, v: int(10) },
      ],
    ],
  ]),
);

table(
  'errors of stages',
  refused([
    ['an unknown stage', [{ $nothing: 1 }], 40_324],
    ['an empty stage', [{}], 40_323],
    ['no document', [1], 14],
    ['an empty projection', [{ $project: {} }], 51_272],
    ['inclusion and exclusion', [{ $project: { a: 1, b: 0 } }], 31_254],
    ['exclusion and inclusion', [{ $project: { a: 0, b: 1 } }], 31_253],
    ['colliding paths', [{ $project: { a: 1, 'a.b': 1 } }], 31_249],
    ['an unknown accumulator', [{ $group: { _id: 1, x: { $nothing: 1 } } }], 15_952],
    ['two accumulators', [{ $group: { _id: 1, x: { $sum: 1, $max: 1 } } }], 40_238],
    ['no accumulator', [{ $group: { _id: 1, x: 1 } }], 40_234],
    ['$group without _id', [{ $group: { x: { $sum: 1 } } }], 15_955],
    ['a limit of 0', [{ $limit: 0 }], 15_958],
    ['a negative skip', [{ $skip: -1 }], 5_107_200],
    ['$unwind without a path', [{ $unwind: 'a' }], 28_818],
    ['$count without a name', [{ $count: '' }], 40_157],
    ['$count with a dot', [{ $count: 'a.b' }], 40_160],
    ['$match of a bad filter', [{ $project: { a: 1 } }, { $match: { a: { $nothing: 1 } } }], 2],
    ['$sort by nothing', [{ $project: { a: 1 } }, { $sort: {} }], 15_976],
  ]),
);

table('stages that only MongoDB has', [
  ...refused([
    ['$out', [{ $out: 'x' }], 238],
    ['$setWindowFields', [{ $setWindowFields: { output: {} } }], 238],
    ['$median', [{ $group: { _id: 1, m: { $median: { input: '$a', method: 'approximate' } } } }], 238],
  ]).map((item) => ({ ...item, embeddedOnly: true })),
]);

const sparse = [{ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', sparse: true }] }];
const some = [{ _id: 1, a: 1 }, { _id: 2 }];

table('a hint', [
  {
    name: 'is what a pipeline reads',
    documents: some,
    given: sparse,
    command: { aggregate: 'c', pipeline: [], cursor: {}, hint: 'a' },
    ids: [1],
  },
  {
    name: 'is what countDocuments reads',
    documents: some,
    given: sparse,
    command: {
      aggregate: 'c',
      pipeline: [{ $match: {} }, { $group: { _id: 1, n: { $sum: 1 } } }],
      cursor: {},
      hint: { a: 1 },
    },
    batch: [{ _id: 1, n: 1 }],
  },
  {
    name: 'is what count reads',
    documents: some,
    given: sparse,
    command: { count: 'c', query: {}, hint: 'a' },
    reply: { n: 1 },
  },
  {
    name: 'of no index is refused by a pipeline',
    documents: some,
    command: { aggregate: 'c', pipeline: [], cursor: {}, hint: 'none' },
    error: 2,
  },
  {
    name: 'of no index is refused by count',
    documents: some,
    command: { count: 'c', hint: 'none' },
    error: 2,
  },
]);

const groupedBy = (name: string, key: Doc, batch: readonly Doc[]): Case => ({
  name,
  documents: [{ _id: 1, a: 1 }, { _id: 2 }, { _id: 3, a: null }],
  command: {
    aggregate: 'c',
    pipeline: [{ $group: { _id: key, ids: { $push: '$_id' } } }, { $sort: { ids: 1 } }],
    cursor: {},
  },
  batch,
});

table('missing and null as a key of $group', [
  groupedBy('are one in a key of one field', { p: '$a' }, [
    { _id: { p: 1 }, ids: [1] },
    { _id: { p: null }, ids: [2, 3] },
  ]),
  groupedBy('are two in a key of several fields', { p: '$a', q: '$none' }, [
    { _id: { p: 1 }, ids: [1] },
    { _id: {}, ids: [2] },
    { _id: { p: null }, ids: [3] },
  ]),
]);

const keyed = [{ createIndexes: 'c', indexes: [{ key: { k: 1, v: -1 }, name: 'k' }] }];
const counting = { $group: { _id: '$k', n: { $sum: 1 }, m: { $sum: 1 } } };

table(
  'a $group that counts by the first field of an index',
  (
    [
      ['of values', { k: { $in: ['a', 1, 'none'] } }, [[1, 3] as const, ['a', 2] as const]],
      [
        'of values in a period',
        { k: { $in: ['a', 1] }, v: { $gt: 1 } },
        [[1, 2] as const, ['a', 1] as const],
      ],
      ['of a range with several values', { k: { $gte: 'a' } }, [['a', 2] as const, ['b', 1] as const]],
      ['of null and missing ones', { k: null }, [[null, 2] as const]],
    ] as const
  ).map(([name, filter, counts]) => ({
    name,
    documents: [
      ...[1, long(1), double(1)].map((k, at) => ({ _id: at, k, v: at + 1 })),
      ...['a', 'a', 'b', null].map((k, at) => ({ _id: at + 10, k, v: at + 1 })),
      { _id: 20 },
    ],
    given: keyed,
    command: { aggregate: 'c', pipeline: [{ $match: filter }, counting, { $sort: { _id: 1 } }], cursor: {} },
    batch: counts.map(([value, n]) => ({ _id: value, n, m: n })),
  })),
);

table('an invalid $sort is refused where its order does not matter', [
  ...[counting, { $count: 'n' }].map((stage) => ({
    name: JSON.stringify(stage),
    documents: [{ _id: 1, k: 1 }],
    given: keyed,
    command: { aggregate: 'c', pipeline: [{ $match: { k: 1 } }, { $sort: { v: 7 } }, stage], cursor: {} },
    error: 15_975,
  })),
]);
