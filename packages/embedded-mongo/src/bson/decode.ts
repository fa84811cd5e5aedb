import { BSONRegExp, Decimal128, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { MongoError } from '../errors.js';
import { type Doc, setField } from './document.js';
import { rareSize, readRare } from './rare.js';
import { invalid, Reader } from './reader.js';

/*
 * Decodes BSON to JavaScript without losing a type. `bson.deserialize` either promotes numbers, so that a Double 5.0
 * comes back as an Int32, or wraps every one of them. Here a number is wrapped only where the plain JavaScript number
 * would be encoded as another type: an integral Double within the range of an Int32, and every Long. `bson.serialize`
 * of the result gives the same bytes.
 */

export const TYPE = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binary: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  maxKey: 127,
  minKey: 255,
} as const;

const MAX_DEPTH = 180;

function readDocument(reader: Reader, depth: number): Doc {
  const doc: Doc = {};
  const end = enter(reader, depth);
  for (;;) {
    const type = reader.buffer[reader.at++];
    if (type === 0) break;
    const start = reader.at;
    const name = reader.name();
    const value = readValue(reader, type ?? 0, depth, start);
    if (name === '__proto__') setField(doc, name, value);
    else doc[name] = value;
  }
  if (reader.at !== end) throw invalid('a document does not end where it says');
  return doc;
}

function readArray(reader: Reader, depth: number): unknown[] {
  const items: unknown[] = [];
  const end = enter(reader, depth);
  for (;;) {
    const type = reader.buffer[reader.at++];
    if (type === 0) break;
    const start = reader.at;
    while (reader.buffer[reader.at++] !== 0) if (reader.at >= end) throw invalid('an index has no end');
    items.push(readValue(reader, type ?? 0, depth, start));
  }
  if (reader.at !== end) throw invalid('an array does not end where it says');
  return items;
}

/** Reads the length of the document that starts here and returns the offset where it must end. */
function enter(reader: Reader, depth: number): number {
  if (depth > MAX_DEPTH) throw new MongoError(15, 'BSON exceeds the maximum nesting depth');
  const end = reader.at + reader.int32();
  if (end > reader.buffer.length || end < reader.at + 1 || reader.buffer[end - 1] !== 0) {
    throw invalid('bad document length');
  }
  return end;
}

// eslint-disable-next-line complexity -- one case per BSON type, the most frequent first
function readValue(reader: Reader, type: number, depth: number, nameAt: number): unknown {
  switch (type) {
    case TYPE.string:
      return reader.string();
    case TYPE.int:
      return reader.int32();
    case TYPE.objectId:
      return new ObjectId(reader.take(12));
    case TYPE.object:
      return readDocument(reader, depth + 1);
    case TYPE.array:
      return readArray(reader, depth + 1);
    case TYPE.double:
      return reader.double();
    case TYPE.bool:
      return reader.buffer[reader.at++] === 1;
    case TYPE.date:
      return new Date(reader.long().toNumber());
    case TYPE.null:
      return null;
    case TYPE.long:
      return reader.long();
    case TYPE.binary:
      return reader.binary();
    case TYPE.decimal:
      return new Decimal128(reader.take(16));
    case TYPE.timestamp:
      return new Timestamp(reader.long());
    case TYPE.regex: {
      const source = reader.cstring();
      return new BSONRegExp(source, reader.cstring());
    }
    case TYPE.minKey:
      return new MinKey();
    case TYPE.maxKey:
      return new MaxKey();
    default:
      return readRare(reader, type, nameAt);
  }
}

/** The document that starts at `offset`. Throws InvalidBSON for malformed bytes. */
export function decodeDocument(buffer: Buffer, offset = 0): Doc {
  return whole(() => readDocument(new Reader(buffer, offset), 0));
}

interface FieldName {
  /** The name as bytes with its end. */
  readonly bytes: Buffer;
  /** The fields to decode of documents in this field. Undefined for all. */
  readonly inner: FieldNames | undefined;
}

/** The names of some fields of documents. */
export type FieldNames = readonly FieldName[];

export const fieldNames = (names: Iterable<string>): FieldNames =>
  [...new Set(names)].map((name) => ({ bytes: Buffer.from(`${name}\0`), inner: undefined }));

/** The fields on dotted paths. Of documents in a field, also of those in an array, only the fields on the paths. */
export function fieldsOnPaths(paths: Iterable<string>): FieldNames {
  const parts = [...paths].map((path) => path.split('.', 2));
  const firsts = new Set(parts.map(([first = '']) => first));
  return [...firsts].map((first) => {
    const seconds = parts.filter(([name]) => name === first).map(([, second = '']) => second);
    // A number can be the position of an element.
    const isWhole = seconds.some((second) => second === '' || /^\d+$/.test(second));
    return { bytes: Buffer.from(`${first}\0`), inner: isWhole ? undefined : fieldNames(seconds) };
  });
}

/** Like `decodeDocument`, but with these fields alone. Skipping a field costs a fraction of decoding it. */
export function decodeFields(buffer: Buffer, names: FieldNames): Doc {
  return whole(() => readFields(new Reader(buffer, 0), names, 0));
}

function readFields(reader: Reader, names: FieldNames, depth: number): Doc {
  const { buffer } = reader;
  const doc: Doc = {};
  enter(reader, depth);
  for (;;) {
    const type = buffer[reader.at++] ?? 0;
    if (type === 0) return doc;
    const start = reader.at;
    const found = findName(names, buffer, start);
    if (found === undefined) {
      skip(reader, type);
      continue;
    }
    const inner = type === TYPE.object || type === TYPE.array ? found.inner : undefined;
    const name = reader.name();
    setField(
      doc,
      name,
      inner === undefined ? readValue(reader, type, depth, start) : readPart(reader, type, inner, depth + 1),
    );
  }
}

/** Reads these fields of a document or of the documents in an array. */
function readPart(reader: Reader, type: number, names: FieldNames, depth: number): unknown {
  if (type === TYPE.object) return readFields(reader, names, depth);
  const items: unknown[] = [];
  enter(reader, depth);
  for (;;) {
    const itemType = reader.buffer[reader.at++] ?? 0;
    if (itemType === 0) return items;
    const start = reader.at;
    passName(reader);
    items.push(
      itemType === TYPE.object
        ? readFields(reader, names, depth + 1)
        : readValue(reader, itemType, depth, start),
    );
  }
}

/** The one of these names that is at `start`, with its end. */
export const findName = (names: FieldNames, buffer: Buffer, start: number): FieldName | undefined =>
  names.find(({ bytes }) => startsWith(buffer, start, bytes));

function startsWith(buffer: Buffer, start: number, name: Buffer): boolean {
  for (let at = 0; at < name.length; at += 1) if (buffer[start + at] !== name[at]) return false;
  return true;
}

/** Moves behind a name and the value after it. */
export function skip(reader: Reader, type: number): void {
  passName(reader);
  if (type === TYPE.regex) {
    reader.cstring();
    reader.cstring();
  } else reader.at += sizeOf(reader, type);
}

function passName(reader: Reader): void {
  while (reader.buffer[reader.at++] !== 0)
    if (reader.at > reader.buffer.length) throw invalid('a name is cut short');
}

const FIXED_SIZES: ReadonlyMap<number, number> = new Map([
  [TYPE.double, 8],
  [TYPE.objectId, 12],
  [TYPE.bool, 1],
  [TYPE.date, 8],
  [TYPE.null, 0],
  [TYPE.int, 4],
  [TYPE.timestamp, 8],
  [TYPE.long, 8],
  [TYPE.decimal, 16],
  [TYPE.maxKey, 0],
  [TYPE.minKey, 0],
]);

/** The size of the value that starts here, in bytes. */
function sizeOf({ buffer, at }: Reader, type: number): number {
  const fixed = FIXED_SIZES.get(type);
  if (fixed !== undefined) return fixed;
  if (type === TYPE.string) return 4 + buffer.readInt32LE(at);
  if (type === TYPE.object || type === TYPE.array) return buffer.readInt32LE(at);
  return type === TYPE.binary ? 5 + buffer.readInt32LE(at) : rareSize(buffer, type, at);
}

function whole<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw invalid('a value is cut short');
    throw error;
  }
}
