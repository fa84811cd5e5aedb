import { Binary, Decimal128, Long, ObjectId, Timestamp, UUID } from 'bson';
import { isDoc } from '../bson/document.js';
import { asDouble } from '../bson/numbers.js';
import { isNumeric, type NumberLike, toNumber, TYPE_NUMBERS, typeName } from '../bson/types.js';
import { MongoError, notImplemented } from '../errors.js';
import { fieldsOf, isNullish, ofValues } from './arguments.js';
import { isTruthy } from './comparison.js';
import { parseDate } from './date-parse.js';
import { numberText } from './number-text.js';
import type { Operator, Operators } from './types.js';

const failure = (why: string): MongoError =>
  new MongoError(241, `Failed to ${why} in $convert with no onError value`);
const impossible = (value: unknown, to: string): MongoError =>
  failure(`convert: Unsupported conversion from ${typeName(value)} to ${to}`);

function wholeFromText(text: string, to: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) throw failure(`parse number '${text}' to ${to}`);
  return BigInt(text);
}

function whole(value: unknown, to: string): bigint {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'string') return wholeFromText(value, to);
  if (value instanceof Date && to === 'long') return BigInt(value.getTime());
  if (value instanceof Long && !(value instanceof Timestamp)) return value.toBigInt();
  if (value instanceof Decimal128) return wholeOfDecimal(value, to);
  if (!isNumeric(value)) throw impossible(value, to);
  const number = toNumber(value);
  if (!Number.isFinite(number))
    throw failure(`convert ${number} to ${to}: Attempt to convert a non-finite value`);
  return BigInt(Math.trunc(number));
}

function wholeOfDecimal(value: Decimal128, to: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(value.toString());
  if (match === null) throw failure(`convert ${value.toString()} to ${to}`);
  const [, sign = '', integer = '', decimals = '', exponent = '0'] = match;
  const power = Number(exponent) - decimals.length;
  if (power > 40) throw failure(`convert ${value.toString()} to ${to}: overflow`);
  const digits = BigInt(`${sign}${integer}${decimals}`);
  return power >= 0 ? digits * 10n ** BigInt(power) : digits / 10n ** BigInt(Math.min(-power, 7000));
}

function toInt(value: unknown): number {
  const result = whole(value, 'int');
  if (BigInt.asIntN(32, result) !== result) throw failure(`convert ${result} to int: out of range`);
  return Number(result);
}

function toLong(value: unknown): Long {
  const result = whole(value, 'long');
  if (BigInt.asIntN(64, result) !== result) throw failure(`convert ${result} to long: out of range`);
  return Long.fromBigInt(result);
}

function toDouble(value: unknown): NumberLike {
  if (typeof value === 'boolean') return asDouble(value ? 1 : 0);
  if (value instanceof Date) return asDouble(value.getTime());
  if (isNumeric(value)) return asDouble(toNumber(value));
  if (typeof value !== 'string') throw impossible(value, 'double');
  const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$|^[+-]?(?:Infinity|inf)$|^NaN$/i;
  if (!decimal.test(value)) throw failure(`parse number '${value}'`);
  return asDouble(Number(value.replace(/inf(?:inity)?/i, 'Infinity')));
}

function toDecimal(value: unknown): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (isNumeric(value)) {
    // Of a double MongoDB takes the first fifteen digits.
    const name = typeName(value);
    return Decimal128.fromString(name === 'double' ? decimalDigits(toNumber(value)) : numberText(value));
  }
  if (typeof value !== 'string') throw impossible(value, 'decimal');
  try {
    return Decimal128.fromString(value);
  } catch {
    throw failure(`parse number '${value}'`);
  }
}

function decimalDigits(value: number): string {
  return Number.isFinite(value) ? value.toPrecision(15) : numberText(value);
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  if (typeof value === 'string') return parseDate(value);
  if (isNumeric(value) && typeName(value) !== 'int') {
    const at = Number(whole(value, 'date'));
    if (Math.abs(at) <= 8.64e15) return new Date(at);
    throw failure(`convert ${at} to date: out of range`);
  }
  throw impossible(value, 'date');
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (isNumeric(value)) return numberText(value);
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Binary && value.sub_type === Binary.SUBTYPE_UUID)
    return new UUID(value.buffer.subarray(0, value.position)).toString();
  throw impossible(value, 'string');
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw impossible(value, 'objectId');
  if (!/^[0-9a-fA-F]{24}$/.test(value)) throw failure(`parse objectId '${value}'`);
  return new ObjectId(value);
}

const TO: Readonly<Record<string, (value: unknown) => unknown>> = {
  bool: (value) => (isNumeric(value) || typeof value === 'boolean' ? isTruthy(value) : true),
  int: toInt,
  long: toLong,
  double: toDouble,
  decimal: toDecimal,
  date: toDate,
  string: toText,
  objectId: toObjectId,
};

function typeOf(to: unknown): string {
  if (isDoc(to)) throw notImplemented('$convert to a type with a subtype');
  const name = isNumeric(to) ? TYPE_NUMBERS[toNumber(to)] : to;
  if (typeof name !== 'string' || !(Object.values(TYPE_NUMBERS) as unknown[]).includes(name))
    throw new MongoError(2, `Unknown type name: ${String(to)}`);
  if (!Object.hasOwn(TO, name)) throw notImplemented(`$convert to ${name}`);
  return name;
}

const $convert: Operator = (argument, context) => {
  const spec = fieldsOf('$convert', argument, ['input', 'to'], ['onError', 'onNull', 'format', 'byteOrder']);
  if ('format' in spec || 'byteOrder' in spec) throw notImplemented('a binary conversion of $convert');
  const input = context.compile(spec.input);
  const to = context.compile(spec.to);
  const onNull = context.compile('onNull' in spec ? spec.onNull : null);
  const onError = 'onError' in spec ? context.compile(spec.onError) : undefined;
  return (scope) => {
    const value = input(scope);
    const target = to(scope);
    if (isNullish(value)) return onNull(scope);
    if (isNullish(target)) return null;
    const convert = TO[typeOf(target)];
    try {
      return convert?.(value);
    } catch (error) {
      if (onError === undefined || !(error instanceof MongoError) || error.code !== 241) throw error;
      return onError(scope);
    }
  };
};

const shorthand = (name: string, to: string): Operator =>
  ofValues(name, 1, 1, (value) => (isNullish(value) ? null : TO[to]?.(value)));

export const conversions: Operators = {
  $convert,
  $toBool: shorthand('$toBool', 'bool'),
  $toInt: shorthand('$toInt', 'int'),
  $toLong: shorthand('$toLong', 'long'),
  $toDouble: shorthand('$toDouble', 'double'),
  $toDecimal: shorthand('$toDecimal', 'decimal'),
  $toDate: shorthand('$toDate', 'date'),
  $toString: shorthand('$toString', 'string'),
  $toObjectId: shorthand('$toObjectId', 'objectId'),
  $type: ofValues('$type', 1, 1, typeName),
  $isNumber: ofValues('$isNumber', 1, 1, isNumeric),
};
