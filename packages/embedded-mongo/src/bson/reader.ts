import { Binary, Double, Long } from 'bson';
import { MongoError } from '../errors.js';

export const invalid = (why: string): MongoError => new MongoError(22, `invalid BSON: ${why}`);

function text(buffer: Buffer, start: number, end: number): string {
  // Field names and most values are short ASCII: for these a loop is faster than the call into C++.
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

/** Reads BSON values one after the other. */
export class Reader {
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
