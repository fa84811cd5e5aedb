import { Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import type { Doc } from '../bson/document.js';
import { type Case, serveTables, table } from '../testing/conformance.js';

serveTables();

const int = (n: number): Int32 => new Int32(n);
const double = (n: number): Double => new Double(n);
const long = (n: number | string): Long => Long.fromString(String(n));
const decimal = (text: string): Decimal128 => Decimal128.fromString(text);

const HEX = '0123456789abcdef01234567';
const given: Doc = {
  _id: 1,
  int: 7,
  whole: new Double(7),
  half: 2.5,
  long: Long.fromNumber(7),
  huge: Long.MAX_VALUE,
  decimal: decimal('2.50'),
  text: 'Grüße',
  none: null,
  date: new Date('2024-02-29T23:59:58.123Z'),
  id: new ObjectId(HEX),
  mixed: [3, 'a', null, new Double(3), Long.fromNumber(2), [1]],
  empty: [],
  inner: { a: 1, list: [{ b: 1 }, { b: [2, 3] }, 4, { c: 5 }], 0: 'zero' },
};

/** `[expression, value]`: numbers with their types; a missing value is `MISSING`. */
const MISSING = Symbol('missing');
type Row = readonly [expression: unknown, value: unknown];

const computed = (rows: readonly Row[]): Case[] =>
  rows.map(([expression, value]) => ({
    name: label(expression),
    documents: [given],
    command: { aggregate: 'c', pipeline: [{ $project: { _id: 0, v: expression } }], cursor: {} },
    batch: [value === MISSING ? {} : { v: value }],
    typed: true,
  }));

const refused = (rows: readonly (readonly [expression: unknown, error: number])[]): Case[] =>
  rows.map(([expression, error]) => ({
    name: label(expression),
    documents: [given],
    command: { aggregate: 'c', pipeline: [{ $project: { v: expression } }], cursor: {} },
    error,
  }));

const label = (expression: unknown): string =>
  JSON.stringify(expression, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

table(
  'paths and variables',
  computed([
    ['$int', int(7)],
    ['$whole', double(7)],
    ['$long', long(7)],
    ['$decimal', decimal('2.50')],
    ['$nothing', MISSING],
    ['$none', null],
    ['$inner.a', int(1)],
    ['$inner.a.b', MISSING],
    ['$inner.list.b', [int(1), [int(2), int(3)]]],
    ['$inner.list.nothing', []],
    ['$mixed.0', []],
    ['$inner.0', 'zero'],
    ['$id.id', MISSING],
    ['$date.getTime', MISSING],
    ['$text.length', MISSING],
    ['$$ROOT.int', int(7)],
    ['$$CURRENT.int', int(7)],
    ['$$REMOVE', MISSING],
    [{ $eq: ['$$NOW', '$$NOW'] }, true],
    [{ $literal: '$int' }, '$int'],
    [
      { a: '$int', b: '$nothing', c: ['$nothing'] },
      { a: int(7), c: [null] },
    ],
  ]),
);

table(
  'comparison',
  computed([
    [{ $eq: ['$int', '$whole'] }, true],
    [{ $eq: ['$int', '$long'] }, true],
    [{ $eq: ['$half', '$decimal'] }, true],
    [{ $eq: ['$none', '$nothing'] }, false],
    [{ $lt: ['$nothing', '$none'] }, true],
    [{ $gt: ['$none', '$nothing'] }, true],
    [{ $cmp: ['$huge', decimal('9223372036854775806')] }, int(1)],
    [{ $cmp: ['$text', '$int'] }, int(1)],
    [{ $cmp: [[1, 2], [2]] }, int(-1)],
    [
      {
        $cmp: [
          [2, 1],
          [1, 3],
        ],
      },
      int(1),
    ],
    [
      {
        $cmp: [
          { a: 1, b: 1 },
          { b: 1, a: 1 },
        ],
      },
      int(-1),
    ],
    [{ $cmp: [true, '$date'] }, int(-1)],
    [{ $eq: [[], '$empty'] }, true],
    [{ $gte: [Number.NaN, -Infinity] }, false],
    [{ $and: [1, 'a', []] }, true],
    [{ $and: [] }, true],
    [{ $or: [0, null, '$nothing', false] }, false],
    [{ $not: ['$none'] }, true],
    [{ $not: '' }, false],
    [{ $cond: [{ $gt: ['$int', 5] }, 'more', 'less'] }, 'more'],
    [{ $cond: { if: '$none', then: 1, else: '$nothing' } }, MISSING],
    [{ $ifNull: ['$none', '$nothing', 'x'] }, 'x'],
    [{ $ifNull: ['$none', '$nothing'] }, MISSING],
    [{ $switch: { branches: [{ case: { $eq: ['$int', 7] }, then: 'seven' }], default: 'no' } }, 'seven'],
  ]),
);

table(
  'arithmetic',
  computed([
    [{ $add: ['$int', 1] }, int(8)],
    [{ $add: ['$whole', 1] }, double(8)],
    [{ $add: ['$long', 1] }, long(8)],
    [{ $add: [2_147_483_647, 1] }, long(2_147_483_648)],
    [{ $add: ['$huge', 1] }, double(2 ** 63)],
    [{ $add: ['$int', '$none'] }, null],
    [{ $add: ['$int', '$nothing'] }, null],
    [{ $add: [] }, int(0)],
    [{ $subtract: ['$int', '$half'] }, double(4.5)],
    [{ $multiply: ['$int', 2] }, int(14)],
    [{ $multiply: [65_536, 65_536] }, long(4_294_967_296)],
    [{ $multiply: ['$huge', 2] }, double(2 ** 64)],
    [{ $divide: [6, 3] }, double(2)],
    [{ $divide: ['$int', '$none'] }, null],
    [{ $mod: ['$int', 4] }, int(3)],
    [{ $mod: [-7, 4] }, int(-3)],
    [{ $mod: ['$whole', 4] }, double(3)],
    [{ $mod: [5.5, 2] }, double(1.5)],
    [{ $abs: -5 }, int(5)],
    [{ $abs: [long(-5)] }, long(5)],
    [{ $ceil: '$half' }, double(3)],
    [{ $floor: '$half' }, double(2)],
    [{ $floor: '$int' }, int(7)],
    [{ $round: '$half' }, double(2)],
    [{ $round: [3.5] }, double(4)],
    [{ $round: [1.25, 1] }, double(1.2)],
    [{ $round: [-1.55, 1] }, double(-1.6)],
    [{ $round: [1234, -2] }, int(1200)],
    [{ $round: [1250, -2] }, int(1200)],
    [{ $round: [1350, -2] }, int(1400)],
    [{ $trunc: [-2.9] }, double(-2)],
    [{ $trunc: [1299, -2] }, int(1200)],
    [{ $trunc: [1.239, 2] }, double(1.23)],
    [{ $sum: '$mixed' }, double(8)],
    [{ $sum: ['$int', '$text', 1] }, int(8)],
    [{ $sum: '$int' }, int(7)],
    [{ $avg: ['$int', 8] }, double(7.5)],
    [{ $avg: '$text' }, null],
    [{ $max: '$mixed' }, [int(1)]],
    [{ $min: '$mixed' }, long(2)],
    [{ $min: ['$nothing', null] }, null],
  ]),
);

table(
  'arrays',
  computed([
    [{ $size: '$mixed' }, int(6)],
    [{ $arrayElemAt: ['$mixed', 0] }, int(3)],
    [{ $arrayElemAt: ['$mixed', -1] }, [int(1)]],
    [{ $arrayElemAt: ['$mixed', 9] }, MISSING],
    [{ $arrayElemAt: ['$none', 0] }, null],
    [{ $first: '$empty' }, MISSING],
    [{ $last: '$mixed' }, [int(1)]],
    [{ $concatArrays: [[1], ['a', [2]]] }, [int(1), 'a', [int(2)]]],
    [{ $concatArrays: [[1], '$none'] }, null],
    [{ $in: [3, '$mixed'] }, true],
    [{ $in: [long(3), [double(3)]] }, true],
    [{ $in: [decimal('3'), [3]] }, true],
    [{ $in: [null, [1, '$nothing']] }, true],
    [{ $in: [[1], '$mixed'] }, true],
    [{ $in: [{ b: 1, a: 1 }, [{ a: 1, b: 1 }]] }, false],
    [{ $indexOfArray: ['$mixed', decimal('2')] }, int(4)],
    [{ $indexOfArray: ['$mixed', 3, 1] }, int(3)],
    [{ $indexOfArray: ['$mixed', 3, 1, 3] }, int(-1)],
    [{ $indexOfArray: ['$mixed', [1]] }, int(5)],
    [{ $indexOfArray: ['$none', 1] }, null],
    [{ $isArray: '$mixed' }, true],
    [{ $isArray: ['$int'] }, false],
    [{ $range: [0, 5, 2] }, [int(0), int(2), int(4)]],
    [{ $range: [5, 0, -2] }, [int(5), int(3), int(1)]],
    [{ $range: [0, 0] }, []],
    [{ $reverseArray: [[1, [2, 3]]] }, [[int(2), int(3)], int(1)]],
    [{ $slice: [[1, 2, 3], 2] }, [int(1), int(2)]],
    [{ $slice: [[1, 2, 3], -2] }, [int(2), int(3)]],
    [{ $slice: [[1, 2, 3], 1, 1] }, [int(2)]],
    [{ $slice: [[1, 2, 3], -5, 2] }, [int(1), int(2)]],
    [{ $slice: [[1, 2, 3], 9, 2] }, []],
    [{ $map: { input: [1, 2], in: { $multiply: ['$$this', 2] } } }, [int(2), int(4)]],
    [{ $map: { input: [1], as: 'x', in: '$nothing' } }, [null]],
    [{ $map: { input: '$none', in: 1 } }, null],
    [{ $filter: { input: [1, 2, 3], as: 'n', cond: { $gt: ['$$n', 1] }, limit: 1 } }, [int(2)]],
    [{ $reduce: { input: ['a', 'b'], initialValue: '', in: { $concat: ['$$value', '$$this'] } } }, 'ab'],
  ]),
);

table(
  'strings',
  computed([
    [{ $concat: ['a', '$text'] }, 'aGrüße'],
    [{ $concat: ['a', '$none'] }, null],
  ]),
);

table(
  'errors of expressions',
  refused([
    [{ $foo: 1 }, 168],
    [{ $add: [1], $subtract: [1, 2] }, 15_983],
    ['$$nobody', 17_276],
    ['$a..b', 15_998],
    ['$a.', 40_353],
    [{ $eq: [1] }, 16_020],
    [{ $add: ['$text', 1] }, 14],
    [{ $subtract: ['$text', 1] }, 14],
    [{ $divide: [1, 0] }, 2],
    [{ $mod: [1, 0] }, 16_610],
    [{ $abs: 'x' }, 28_765],
    [{ $size: '$int' }, 17_124],
    [{ $size: '$nothing' }, 17_124],
    [{ $arrayElemAt: ['$int', 0] }, 28_689],
    [{ $in: [1, '$int'] }, 40_081],
    [{ $concatArrays: [[1], 1] }, 28_664],
    [{ $concat: ['a', 1] }, 16_702],
    [{ $switch: { branches: [{ case: false, then: 1 }] } }, 40_066],
    [{ $range: [0, 1, 0] }, 34_449],
  ]),
);

table('what only MongoDB computes', [
  ...refused([
    [{ $add: ['$decimal', 1] }, 238],
    [{ $sum: ['$decimal'] }, 238],
    [{ $round: '$decimal' }, 238],
    [{ $add: ['$date', 1] }, 238],
    [{ $subtract: ['$date', '$date'] }, 238],
  ]).map((item) => ({ ...item, embeddedOnly: true })),
]);
