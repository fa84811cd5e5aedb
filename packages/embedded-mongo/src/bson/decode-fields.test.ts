import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import { expect, it } from 'vitest';
import { decodeDocument, decodeFields, fieldNames, fieldsOnPaths } from './decode.js';

/** A value of each type, so that each is skipped and each is read. */
const VALUES = {
  double: new Double(2),
  string: 'a text with\u0000 a zero',
  object: { double: 1, string: { array: [1] } },
  array: [1, 'two', { string: 3 }],
  binary: new Binary(Buffer.from('bytes')),
  objectId: new ObjectId('000000000000000000000001'),
  bool: true,
  date: new Date(5),
  nothing: null,
  regex: new BSONRegExp('^a', 'i'),
  code: new Code('f()'),
  scoped: new Code('f()', { a: 1 }),
  symbol: new BSONSymbol('text'),
  int: 7,
  timestamp: new Timestamp(9n),
  long: Long.fromNumber(3),
  decimal: Decimal128.fromString('1.5'),
  min: new MinKey(),
  max: new MaxKey(),
  é: 1,
  i: 2,
};
const names = Object.keys(VALUES);
const bytes = Buffer.from(serialize(VALUES));
const whole = decodeDocument(bytes);

it.each(names)('reads the field %s alone, and skips it', (name) => {
  const others = names.filter((other) => other !== name);
  const pick = (kept: readonly string[]) => Object.fromEntries(kept.map((each) => [each, whole[each]]));
  expect(decodeFields(bytes, fieldNames([name, 'missing']))).toEqual(pick([name]));
  expect(decodeFields(bytes, fieldNames(others))).toEqual(pick(others));
});

it('refuses a document that is cut short', () => {
  for (let length = 5; length < bytes.length; length += 1)
    expect(() => decodeFields(bytes.subarray(0, length), fieldNames(['max']))).toThrow('invalid BSON');
});

it.each(names)('reads the field %s whole for a path into it, unless there are documents', (name) => {
  const isDocument = name === 'object' || name === 'array';
  if (!isDocument) expect(decodeFields(bytes, fieldsOnPaths([`${name}.x`]))).toEqual({ [name]: whole[name] });
  const inArray = Buffer.from(serialize({ list: [VALUES[name as keyof typeof VALUES]] }));
  if (name !== 'object')
    expect(decodeFields(inArray, fieldsOnPaths(['list.x']))).toEqual(decodeDocument(inArray));
});

it('reads of documents in a field only the fields on the paths', () => {
  const stored = Buffer.from(
    serialize({
      a: { b: 1, c: 2 },
      list: [{ b: 1, c: 2 }, 5, [{ b: 1, c: 2 }], { c: 2 }],
      d: 3,
      e: [{ b: 1, c: 2 }],
    }),
  );
  expect(decodeFields(stored, fieldsOnPaths(['a.b', 'list.b', 'list.x.y', 'd.b', 'e.b', 'e.0']))).toEqual({
    a: { b: 1 },
    list: [{ b: 1 }, 5, [{ b: 1, c: 2 }], {}],
    d: 3,
    e: [{ b: 1, c: 2 }],
  });
  expect(decodeFields(stored, fieldsOnPaths(['a', 'a.b']))).toEqual({ a: { b: 1, c: 2 } });
});
