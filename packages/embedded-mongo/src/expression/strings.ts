import { BSONSymbol } from 'bson';
import { typeName } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { fieldsOf, integerOf, isNullish, ofFields, ofValues, stringOf } from './arguments.js';
import { textOf } from './text.js';
import type { Operator, Operators } from './types.js';

const MANY = Number.MAX_SAFE_INTEGER;
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
const codePoints = (text: string): string[] => Array.from(text);

function $concat(...values: unknown[]): unknown {
  if (values.some(isNullish)) return null;
  return values.map((value) => stringOf('$concat only supports strings:', value, 16702)).join('');
}

/** Only ASCII letters change their case, as without a collation in MongoDB. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** `$indexOfCP` counts characters, `$indexOfBytes` bytes. */
function indexOf(name: string, inBytes: boolean): Operator {
  return ofValues(name, 2, 4, (value, wanted, from, to) => {
    if (isNullish(value)) return null;
    const text = stringOf(name, value, inBytes ? 40091 : 40093);
    const search = stringOf(name, wanted, inBytes ? 40092 : 40094);
    const units = inBytes ? [] : codePoints(text);
    const length = inBytes ? utf8(text).length : units.length;
    const bound = (at: unknown, fallback: number): number => {
      if (at === undefined) return fallback;
      const position = integerOf(name, 'position', at, 40096);
      if (position < 0) throw new MongoError(40097, `${name} requires a nonnegative position`);
      return position;
    };
    const start = bound(from, 0);
    const end = Math.min(bound(to, length), length);
    if (start > end) return -1;
    if (inBytes) {
      const at = utf8(text).subarray(0, end).indexOf(utf8(search), start);
      return at;
    }
    const before = units.slice(0, start).join('').length;
    const at = units.slice(0, end).join('').indexOf(search, before);
    return at < 0 ? -1 : codePoints(text.slice(0, at)).length;
  });
}

function substringOfBytes(value: unknown, from: unknown, count: unknown): string {
  const bytes = utf8(textOf('$substrBytes', value));
  const start = integerOf('$substrBytes', 'starting index', from, 16034);
  const length = integerOf('$substrBytes', 'length', count, 16035);
  if (start < 0) throw new MongoError(50752, '$substrBytes: starting index must be non-negative');
  const end = length < 0 ? bytes.length : Math.min(bytes.length, start + length);
  const isContinuation = (at: number): boolean => ((bytes[at] ?? 0) & 0xc0) === 0x80;
  if (isContinuation(start))
    throw new MongoError(28656, '$substrBytes: Invalid range, starting index is a UTF-8 continuation byte.');
  if (isContinuation(end))
    throw new MongoError(
      28657,
      '$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.',
    );
  return bytes.subarray(start, Math.max(start, end)).toString('utf8');
}

function substring(value: unknown, from: unknown, count: unknown): string {
  const characters = codePoints(textOf('$substrCP', value));
  const start = integerOf('$substrCP', 'starting index', from, 34451);
  const length = integerOf('$substrCP', 'length', count, 34453);
  if (start < 0) throw new MongoError(34455, '$substrCP: the starting index must be non-negative integer.');
  if (length < 0) throw new MongoError(34454, '$substrCP: length must be a nonnegative integer.');
  return characters.slice(start, start + length).join('');
}

function $split(value: unknown, separator: unknown): unknown {
  if (isNullish(value) || isNullish(separator)) return null;
  const text = stringOf('$split', value, 40085);
  const by = stringOf('$split', separator, 40086);
  if (by === '') throw new MongoError(40087, '$split requires a non-empty separator');
  return text.split(by);
}

const WHITE_SPACE =
  '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trim(name: string, left: boolean, right: boolean): Operator {
  return (argument, context) => {
    const spec = fieldsOf(name, argument, ['input'], ['chars']);
    const input = context.compile(spec.input);
    const chars = context.compile(spec.chars ?? WHITE_SPACE);
    return (scope) => {
      const [value, set] = [input(scope), chars(scope)];
      if (isNullish(value) || isNullish(set)) return null;
      const text = codePoints(stringOf(name, value, 50699));
      const unwanted = new Set(codePoints(stringOf(name, set, 50700)));
      let [start, end] = [0, text.length];
      while (left && start < end && unwanted.has(text[start] ?? '')) start += 1;
      while (right && end > start && unwanted.has(text[end - 1] ?? '')) end -= 1;
      return text.slice(start, end).join('');
    };
  };
}

function replacing(name: string, replace: (text: string, find: string, by: string) => string): Operator {
  return ofFields(name, ['input', 'find', 'replacement'], [], ({ input, find, replacement }) => {
    if (isNullish(input) || isNullish(find) || isNullish(replacement)) {
      for (const value of [input, find, replacement]) if (!isNullish(value)) stringOf(name, value, 51746);
      return null;
    }
    return replace(
      stringOf(name, input, 51746),
      stringOf(name, find, 51745),
      stringOf(name, replacement, 51744),
    );
  });
}

function compareIgnoringCase(a: unknown, b: unknown): number {
  const [left, right] = [utf8(upper(textOf('$strcasecmp', a))), utf8(upper(textOf('$strcasecmp', b)))];
  return Buffer.compare(left, right);
}

const sized = (name: string, size: (text: string) => number, code: number): Operator =>
  ofValues(name, 1, 1, (value) =>
    size(value instanceof BSONSymbol ? value.value : stringOf(name, value, code)),
  );

export const strings: Operators = {
  $concat: ofValues('$concat', 0, MANY, $concat),
  $toLower: ofValues('$toLower', 1, 1, (value) => lower(textOf('$toLower', value))),
  $toUpper: ofValues('$toUpper', 1, 1, (value) => upper(textOf('$toUpper', value))),
  $strLenBytes: sized('$strLenBytes', (text) => utf8(text).length, 34473),
  $strLenCP: sized('$strLenCP', (text) => codePoints(text).length, 34471),
  $strcasecmp: ofValues('$strcasecmp', 2, 2, compareIgnoringCase),
  $indexOfBytes: indexOf('$indexOfBytes', true),
  $indexOfCP: indexOf('$indexOfCP', false),
  $substr: ofValues('$substr', 3, 3, substringOfBytes),
  $substrBytes: ofValues('$substrBytes', 3, 3, substringOfBytes),
  $substrCP: ofValues('$substrCP', 3, 3, substring),
  $split: ofValues('$split', 2, 2, $split),
  $trim: trim('$trim', true, true),
  $ltrim: trim('$ltrim', true, false),
  $rtrim: trim('$rtrim', false, true),
  $replaceOne: replacing('$replaceOne', (text, find, by) => text.replace(find, () => by)),
  $replaceAll: replacing('$replaceAll', (text, find, by) => text.split(find).join(by)),
  $binarySize: ofValues('$binarySize', 1, 1, binarySize),
};

function binarySize(value: unknown): unknown {
  if (isNullish(value)) return null;
  if (typeof value === 'string') return utf8(value).length;
  if (isBinary(value)) return value.position;
  throw new MongoError(51276, `$binarySize requires a string or BinData argument, found: ${typeName(value)}`);
}

const isBinary = (value: unknown): value is { position: number } => typeName(value) === 'binData';
