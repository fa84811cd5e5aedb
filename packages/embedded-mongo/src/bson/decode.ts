import {
  Binary,
  BSONRegExp,
  Decimal128,
  deserialize,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { MongoError } from '../errors.js';
import { type Doc, setField } from './document.js';

/*
 * BSON to JavaScript without losing a type. `bson.deserialize` either promotes numbers, and a Double 5.0
 * comes back as an Int32, or wraps every one of them. Here a number is wrapped only where the plain
 * JavaScript number would be written back as another type: an integral Double within the range of an
 * Int32, and every Long. `bson.serialize` of the result gives the same bytes.
 */

const TYPE = {
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

function text(buffer: Buffer, start: number, end: number): string {
  // Field names and most values are short ASCII: for these a loop beats the call into C++.
  if (end - start < 24) {
    let result = '';
    for (let at = start; at < end; at += 1) {
      const byte = buffer[at] ?? 0;
      if (byte > 0x7f) return buffer.toString('utf8', start, end);
      result += String.fromCharCode(byte);
    }
    return result;
  }
  return buffer.toString('utf8', start, end);
}

class Reader {
  readonly buffer: Buffer;
  at: number;

  constructor(buffer: Buffer, at: number) {
    this.buffer = buffer;
    this.at = at;
  }

  cstring(): string {
    const end = this.buffer.indexOf(0, this.at);
    if (end < 0) throw invalid('a field name has no end');
    const value = text(this.buffer, this.at, end);
    this.at = end + 1;
    return value;
  }

  name(): string {
    const { buffer } = this;
    let result = '';
    for (let at = this.at; at < buffer.length; at += 1) {
      const byte = buffer[at] ?? 0;
      if (byte === 0) {
        this.at = at + 1;
        return result;
      }
      if (byte > 0x7f) return this.cstring();
      result += String.fromCharCode(byte);
    }
    throw invalid('a field name has no end');
  }

  int32(): number {
    const value = this.buffer.readInt32LE(this.at);
    this.at += 4;
    return value;
  }

  string(): string {
    const length = this.int32();
    const end = this.at + length;
    if (length < 1 || end > this.buffer.length) throw invalid('bad string length');
    if (this.buffer[end - 1] !== 0) throw invalid('a string has no end');
    const value = text(this.buffer, this.at, this.at + length - 1);
    this.at += length;
    return value;
  }

  double(): number | Double {
    const value = this.buffer.readDoubleLE(this.at);
    this.at += 8;
    return (value | 0) === value && !Object.is(value, -0) ? new Double(value) : value;
  }

  long(): Long {
    const low = this.int32();
    return new Long(low, this.int32());
  }

  binary(): Binary {
    const length = this.int32();
    const subtype = this.buffer[this.at] ?? 0;
    const start = this.at + 1;
    if (length < 0 || start + length > this.buffer.length) throw invalid('bad binary length');
    this.at = start + length;
    if (subtype === 2) return new Binary(Buffer.from(this.buffer.subarray(start + 4, this.at)), subtype);
    return new Binary(Buffer.from(this.buffer.subarray(start, this.at)), subtype);
  }

  take(length: number): Buffer {
    if (this.at + length > this.buffer.length) throw invalid('a value is cut short');
    const bytes = Buffer.from(this.buffer.subarray(this.at, this.at + length));
    this.at += length;
    return bytes;
  }
}

const invalid = (why: string): MongoError => new MongoError(22, `invalid BSON: ${why}`);

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

// eslint-disable-next-line complexity -- one case per BSON type, in the order of how often they occur
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

/** Code, symbols, DBPointers and undefined: left to the library, as a document of that one field. */
function readRare(reader: Reader, type: number, nameAt: number): unknown {
  const { buffer } = reader;
  const size = rareSize(buffer, type, reader.at);
  const element = buffer.subarray(nameAt - 1, reader.at + size);
  const wrapped = Buffer.alloc(element.length + 5);
  wrapped.writeInt32LE(wrapped.length, 0);
  element.copy(wrapped, 4);
  reader.at += size;
  try {
    return Object.values(deserialize(wrapped, { promoteValues: false, bsonRegExp: true }))[0];
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'a value cannot be read');
  }
}

function rareSize(buffer: Buffer, type: number, at: number): number {
  switch (type) {
    case 6:
      return 0;
    case 12:
      return 4 + buffer.readInt32LE(at) + 12;
    case 13:
    case 14:
      return 4 + buffer.readInt32LE(at);
    case 15:
      return buffer.readInt32LE(at);
    default:
      throw invalid(`unknown type 0x${type.toString(16)}`);
  }
}

/** The document that starts at `offset`. Anything malformed is InvalidBSON, never a crash. */
export function decodeDocument(buffer: Buffer, offset = 0): Doc {
  try {
    return readDocument(new Reader(buffer, offset), 0);
  } catch (error) {
    if (error instanceof RangeError) throw invalid('a value is cut short');
    throw error;
  }
}
