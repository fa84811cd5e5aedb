import { BSONRegExp, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
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

/** A set has no order of its own. */
const inOrder = (input: Doc): Doc => ({ $sortArray: { input, sortBy: 1 } });

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
    [{ $type: '$$NOW' }, 'date'],
    [{ $eq: ['$$NOW', '$$NOW'] }, true],
    [{ $literal: '$int' }, '$int'],
    [
      { a: '$int', b: '$nothing', c: ['$nothing'] },
      { a: int(7), c: [null] },
    ],
    [{ $let: { vars: { a: '$int', b: 2 }, in: { $add: ['$$a', '$$b'] } } }, int(9)],
    [{ $let: { vars: { CURRENT: '$inner' }, in: '$a' } }, int(1)],
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
    [{ $add: ['$date', 1000] }, new Date('2024-02-29T23:59:59.123Z')],
    [{ $add: [] }, int(0)],
    [{ $subtract: ['$int', '$half'] }, double(4.5)],
    [{ $subtract: ['$date', new Date('2024-02-29T23:59:58.000Z')] }, long(123)],
    [{ $subtract: ['$date', 123] }, new Date('2024-02-29T23:59:58.000Z')],
    [{ $multiply: ['$int', 2] }, int(14)],
    [{ $multiply: [65_536, 65_536] }, long(4_294_967_296)],
    [{ $multiply: ['$huge', 2] }, double(2 ** 64)],
    [{ $divide: [6, 3] }, double(2)],
    [{ $divide: ['$int', '$none'] }, null],
    [{ $mod: ['$int', 4] }, int(3)],
    [{ $mod: [-7, 4] }, int(-3)],
    [{ $mod: ['$whole', 4] }, double(3)],
    [{ $mod: [5.5, 2] }, double(1.5)],
    [{ $pow: [2, 10] }, int(1024)],
    [{ $pow: [2, 40] }, long(1_099_511_627_776)],
    [{ $pow: [2, 0.5] }, double(Math.SQRT2)],
    [{ $pow: [2, -1] }, double(0.5)],
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
    [{ $sqrt: 9 }, double(3)],
    [{ $exp: 0 }, double(1)],
    [{ $ln: 1 }, double(0)],
    [{ $log10: 1000 }, double(3)],
    [{ $log: [8, 2] }, double(3)],
    [{ $sin: 0 }, double(0)],
    [{ $atan2: [0, 1] }, double(0)],
    [{ $degreesToRadians: 180 }, double(Math.PI)],
    [{ $bitAnd: [6, 3] }, int(2)],
    [{ $bitOr: [long(6), 1] }, long(7)],
    [{ $bitXor: [6, 3] }, int(5)],
    [{ $bitNot: 0 }, int(-1)],
    [{ $sum: '$mixed' }, double(8)],
    [{ $sum: ['$int', '$text', 1] }, int(8)],
    [{ $sum: '$int' }, int(7)],
    [{ $avg: ['$int', 8] }, double(7.5)],
    [{ $avg: '$text' }, null],
    [{ $max: '$mixed' }, [int(1)]],
    [{ $min: '$mixed' }, long(2)],
    [{ $min: ['$nothing', null] }, null],
    [{ $stdDevPop: [1, 3] }, double(1)],
    [{ $stdDevSamp: [1] }, null],
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
    [{ $firstN: { n: 2, input: '$mixed' } }, [int(3), 'a']],
    [{ $lastN: { n: 1, input: '$mixed' } }, [[int(1)]]],
    [{ $minN: { n: 2, input: '$mixed' } }, [long(2), int(3)]],
    [{ $maxN: { n: 2, input: '$mixed' } }, [[int(1)], 'a']],
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
    [{ $sortArray: { input: '$mixed', sortBy: 1 } }, [null, long(2), int(3), double(3), 'a', [int(1)]]],
    [{ $sortArray: { input: [10, 9, 100], sortBy: -1 } }, [int(100), int(10), int(9)]],
    [
      { $sortArray: { input: [{ a: 2 }, { a: long(1) }, {}], sortBy: { a: 1 } } },
      [{}, { a: long(1) }, { a: int(2) }],
    ],
    [{ $sortArray: { input: [[3], [1, 2]], sortBy: 1 } }, [[int(1), int(2)], [int(3)]]],
    [{ $sortArray: { input: '$none', sortBy: 1 } }, null],
    [{ $map: { input: [1, 2], in: { $multiply: ['$$this', 2] } } }, [int(2), int(4)]],
    [{ $map: { input: [1], as: 'x', in: '$nothing' } }, [null]],
    [{ $map: { input: '$none', in: 1 } }, null],
    [{ $filter: { input: '$mixed', cond: { $isNumber: '$$this' } } }, [int(3), double(3), long(2)]],
    [{ $filter: { input: [1, 2, 3], as: 'n', cond: { $gt: ['$$n', 1] }, limit: 1 } }, [int(2)]],
    [{ $reduce: { input: ['a', 'b'], initialValue: '', in: { $concat: ['$$value', '$$this'] } } }, 'ab'],
    [{ $zip: { inputs: [[1, 2], ['a']] } }, [[int(1), 'a']]],
    [
      { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true, defaults: [0, 'z'] } },
      [
        [int(1), 'a'],
        [int(2), 'z'],
      ],
    ],
    [{ $arrayToObject: [[['a', 1]]] }, { a: int(1) }],
    [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: int(1) }]],
  ]),
);

table(
  'sets',
  computed([
    [
      {
        $setEquals: [
          [1, 2, 2],
          [long(2), double(1)],
        ],
      },
      true,
    ],
    [{ $setEquals: [[1], [1, null]] }, false],
    [
      inOrder({
        $setIntersection: [
          [2, 1, 3],
          [long(3), 2],
        ],
      }),
      [int(2), int(3)],
    ],
    [{ $setIntersection: [[1], '$none'] }, null],
    [
      inOrder({
        $setUnion: [
          [2, 1],
          [long(1), 'a'],
        ],
      }),
      [int(1), int(2), 'a'],
    ],
    [
      inOrder({ $setUnion: [[[1, 2]], [[2, 1]]] }),
      [
        [int(1), int(2)],
        [int(2), int(1)],
      ],
    ],
    [{ $setDifference: [[1, 2, 2, 3], [double(1)]] }, [int(2), int(3)]],
    [{ $setDifference: [[{ a: 1, b: 1 }], [{ b: 1, a: 1 }]] }, [{ a: int(1), b: int(1) }]],
    [{ $setIsSubset: [[long(1)], [1, 2]] }, true],
    [{ $setIsSubset: [[null], ['$nothing']] }, true],
    [{ $allElementsTrue: [[true, 1, 'a']] }, true],
    [{ $allElementsTrue: ['$empty'] }, true],
    [{ $anyElementTrue: [[0, null]] }, false],
    [{ $anyElementTrue: '$mixed' }, true],
  ]),
);

table(
  'documents',
  computed([
    [{ $mergeObjects: [{ a: 1, b: 1 }, null, { b: 2 }] }, { a: int(1), b: int(2) }],
    [
      { $mergeObjects: '$inner' },
      { 0: 'zero', a: int(1), list: [{ b: int(1) }, { b: [int(2), int(3)] }, int(4), { c: int(5) }] },
    ],
    [{ $getField: 'int' }, int(7)],
    [{ $getField: { field: 'a', input: '$inner' } }, int(1)],
    [{ $getField: { field: 'a.b', input: { $literal: { 'a.b': 1 } } } }, int(1)],
    [{ $setField: { field: 'x', input: { a: 1 }, value: 2 } }, { a: int(1), x: int(2) }],
    [{ $unsetField: { field: 'a', input: { a: 1, b: 2 } } }, { b: int(2) }],
    [{ $bsonSize: { a: 1 } }, int(12)],
  ]),
);

table(
  'strings',
  computed([
    [{ $concat: ['a', '$text'] }, 'aGrüße'],
    [{ $concat: ['a', '$none'] }, null],
    [{ $toUpper: 'abc-1' }, 'ABC-1'],
    [{ $toLower: '$none' }, ''],
    [{ $toLower: '$int' }, '7'],
    [{ $strLenCP: '$text' }, int(5)],
    [{ $strLenBytes: '$text' }, int(7)],
    [{ $strLenCP: '𝒳' }, int(1)],
    [{ $strcasecmp: ['abc', 'ABD'] }, int(-1)],
    [{ $strcasecmp: ['$none', ''] }, int(0)],
    [{ $indexOfCP: ['$text', 'ß'] }, int(3)],
    [{ $indexOfBytes: ['$text', 'ß'] }, int(4)],
    [{ $indexOfCP: ['abcabc', 'c', 3] }, int(5)],
    [{ $indexOfCP: ['abc', 'c', 0, 2] }, int(-1)],
    [{ $indexOfCP: ['𝒳a', 'a'] }, int(1)],
    [{ $indexOfBytes: ['$none', 'a'] }, null],
    [{ $substrCP: ['$text', 2, 2] }, 'üß'],
    [{ $substrBytes: ['$text', 2, 2] }, 'ü'],
    [{ $substr: ['abc', 1, -1] }, 'bc'],
    [{ $substrBytes: ['$none', 0, 1] }, ''],
    [{ $split: ['a,b,,c', ','] }, ['a', 'b', '', 'c']],
    [{ $split: ['$none', ','] }, null],
    [{ $trim: { input: '  a b\n' } }, 'a b'],
    [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'],
    [{ $rtrim: { input: '$nothing' } }, null],
    [{ $replaceOne: { input: 'aaa', find: 'a', replacement: { $literal: '$&' } } }, '$&aa'],
    [{ $replaceAll: { input: 'a.a', find: '.', replacement: '-' } }, 'a-a'],
    [{ $regexMatch: { input: 'Abc', regex: '^a', options: 'i' } }, true],
    [{ $regexMatch: { input: '$none', regex: 'a' } }, false],
    [
      { $regexFind: { input: 'ü12', regex: '(\\d)(x)?' } },
      { match: '1', idx: int(1), captures: ['1', null] },
    ],
    [{ $regexFind: { input: 'a', regex: 'b' } }, null],
    [
      { $regexFindAll: { input: 'aba', regex: new BSONRegExp('A', 'i') } },
      [
        { match: 'a', idx: int(0), captures: [] },
        { match: 'a', idx: int(2), captures: [] },
      ],
    ],
    [{ $size: { $regexFindAll: { input: 'ab', regex: 'x*' } } }, int(2)],
  ]),
);

table(
  'types',
  computed([
    [{ $type: '$int' }, 'int'],
    [{ $type: '$whole' }, 'double'],
    [{ $type: '$long' }, 'long'],
    [{ $type: '$decimal' }, 'decimal'],
    [{ $type: '$nothing' }, 'missing'],
    [{ $type: [[1]] }, 'array'],
    [{ $isNumber: '$decimal' }, true],
    [{ $toInt: '12' }, int(12)],
    [{ $toInt: 12.9 }, int(12)],
    [{ $toInt: true }, int(1)],
    [{ $toInt: decimal('12.7') }, int(12)],
    [{ $toInt: '$none' }, null],
    [{ $toLong: '$half' }, long(2)],
    [{ $toLong: '9223372036854775807' }, Long.MAX_VALUE],
    [{ $toLong: '$date' }, long(1_709_251_198_123)],
    [{ $toDouble: '$int' }, double(7)],
    [{ $toDouble: '-1.5e3' }, double(-1500)],
    [{ $toDouble: decimal('0.5') }, double(0.5)],
    [{ $toDecimal: '1.10' }, decimal('1.10')],
    [{ $toDecimal: '$int' }, decimal('7')],
    [{ $toBool: 'false' }, true],
    [{ $toBool: 0 }, false],
    [{ $toString: '$int' }, '7'],
    [{ $toString: 2.5 }, '2.5'],
    [{ $toString: '$whole' }, '7'],
    [{ $toString: 1e21 }, '1e+21'],
    [{ $toString: '$id' }, HEX],
    [{ $toString: '$date' }, '2024-02-29T23:59:58.123Z'],
    [{ $toString: '$decimal' }, '2.50'],
    [{ $toObjectId: HEX }, new ObjectId(HEX)],
    [{ $toDate: '2024-02-29T10:00:00+02:00' }, new Date('2024-02-29T08:00:00Z')],
    [{ $toDate: '2024-02-29' }, new Date('2024-02-29T00:00:00Z')],
    [{ $toDate: long(1000) }, new Date(1000)],
    [{ $toDate: '$id' }, new ObjectId(HEX).getTimestamp()],
    [{ $convert: { input: 'x', to: 'int', onError: 'bad' } }, 'bad'],
    [{ $convert: { input: '$none', to: 'int', onNull: 'none' } }, 'none'],
    [{ $convert: { input: '5', to: 16 } }, int(5)],
    [{ $convert: { input: 3_000_000_000, to: 'int', onError: '$nothing' } }, MISSING],
    [{ $tsSecond: new Timestamp({ t: 5, i: 2 }) }, long(5)],
  ]),
);

table(
  'dates',
  computed([
    [{ $year: '$date' }, int(2024)],
    [{ $month: '$date' }, int(2)],
    [{ $dayOfMonth: ['$date'] }, int(29)],
    [{ $dayOfWeek: '$date' }, int(5)],
    [{ $dayOfYear: '$date' }, int(60)],
    [{ $hour: { date: '$date', timezone: '+02:30' } }, int(2)],
    [{ $dayOfMonth: { date: '$date', timezone: 'Europe/Berlin' } }, int(1)],
    [{ $hour: { date: new Date('2024-07-01T12:00:00Z'), timezone: 'America/New_York' } }, int(8)],
    [{ $minute: { date: '$date', timezone: '-00:30' } }, int(29)],
    [{ $second: '$id' }, int(new ObjectId(HEX).getTimestamp().getUTCSeconds())],
    [{ $millisecond: '$date' }, int(123)],
    [{ $week: new Date('2024-01-06T00:00:00Z') }, int(0)],
    [{ $week: new Date('2024-01-07T00:00:00Z') }, int(1)],
    [{ $isoWeek: new Date('2021-01-03T00:00:00Z') }, int(53)],
    [{ $isoWeekYear: new Date('2021-01-03T00:00:00Z') }, long(2020)],
    [{ $isoDayOfWeek: new Date('2021-01-03T00:00:00Z') }, int(7)],
    [{ $year: '$none' }, null],
    [{ $dateToString: { date: '$date' } }, '2024-02-29T23:59:58.123Z'],
    [
      { $dateToString: { date: '$date', format: '%Y/%m/%d %H:%M:%S %j %u %V %G %%' } },
      '2024/02/29 23:59:58 060 4 09 2024 %',
    ],
    [{ $dateToString: { date: '$date', format: '%H:%M %z %Z', timezone: '-05:30' } }, '18:29 -0530 -330'],
    [{ $dateToString: { date: '$nothing', onNull: 'none' } }, 'none'],
    [
      { $dateToParts: { date: '$date' } },
      {
        year: int(2024),
        month: int(2),
        day: int(29),
        hour: int(23),
        minute: int(59),
        second: int(58),
        millisecond: int(123),
      },
    ],
    [{ $dateFromParts: { year: 2024, month: 14, day: 0 } }, new Date('2025-01-31T00:00:00Z')],
    [
      { $dateFromParts: { year: 2024, hour: 12, timezone: 'Europe/Berlin' } },
      new Date('2024-01-01T11:00:00Z'),
    ],
    [
      { $dateFromParts: { isoWeekYear: 2020, isoWeek: 53, isoDayOfWeek: 7 } },
      new Date('2021-01-03T00:00:00Z'),
    ],
    [
      { $dateAdd: { startDate: new Date('2024-01-31T00:00:00Z'), unit: 'month', amount: 1 } },
      new Date('2024-02-29T00:00:00Z'),
    ],
    [
      { $dateSubtract: { startDate: '$date', unit: 'year', amount: 1 } },
      new Date('2023-02-28T23:59:58.123Z'),
    ],
    [
      {
        $dateAdd: {
          startDate: new Date('2024-03-30T11:00:00Z'),
          unit: 'day',
          amount: 1,
          timezone: 'Europe/Berlin',
        },
      },
      new Date('2024-03-31T10:00:00Z'),
    ],
    [
      { $dateAdd: { startDate: '$date', unit: 'hour', amount: long(2) } },
      new Date('2024-03-01T01:59:58.123Z'),
    ],
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
    [{ $add: ['$date', '$date'] }, 16_612],
    [{ $subtract: ['$text', 1] }, 14],
    [{ $divide: [1, 0] }, 2],
    [{ $mod: [1, 0] }, 16_610],
    [{ $sqrt: -1 }, 28_714],
    [{ $ln: 0 }, 28_766],
    [{ $abs: 'x' }, 28_765],
    [{ $size: '$int' }, 17_124],
    [{ $size: '$nothing' }, 17_124],
    [{ $arrayElemAt: ['$int', 0] }, 28_689],
    [{ $in: [1, '$int'] }, 40_081],
    [{ $setUnion: [[1], '$int'] }, 17_043],
    [{ $setEquals: [[1], '$none'] }, 17_044],
    [{ $concatArrays: [[1], 1] }, 28_664],
    [{ $concat: ['a', 1] }, 16_702],
    [{ $strLenCP: '$none' }, 34_471],
    [{ $substrBytes: ['$text', 3, 1] }, 28_656],
    [{ $split: ['a', ''] }, 40_087],
    [{ $toInt: 'x' }, 241],
    [{ $toInt: 3_000_000_000 }, 241],
    [{ $toObjectId: 'x' }, 241],
    [{ $toDate: '2024-02-30' }, 241],
    [{ $year: 'x' }, 16_006],
    [{ $hour: { date: '$date', timezone: 'Nowhere/Nothing' } }, 40_485],
    [{ $switch: { branches: [{ case: false, then: 1 }] } }, 40_066],
    [{ $mergeObjects: ['$int'] }, 40_400],
    [{ $range: [0, 1, 0] }, 34_449],
  ]),
);

table('what only MongoDB computes', [
  ...refused([
    [{ $add: ['$decimal', 1] }, 238],
    [{ $sum: ['$decimal'] }, 238],
    [{ $round: '$decimal' }, 238],
    [{ $dateTrunc: { date: '$date', unit: 'day' } }, 238],
    [{ $function: { body: 'x', args: [], lang: 'js' } }, 238],
    [{ $convert: { input: 1, to: 'binData' } }, 238],
    [{ $convert: { input: 1, to: { type: 'int' } } }, 238],
    [{ $convert: { input: 'x', to: 'string', format: 'utf8' } }, 238],
  ]).map((item) => ({ ...item, embeddedOnly: true })),
]);
