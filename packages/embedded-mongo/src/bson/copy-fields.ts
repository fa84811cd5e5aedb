import { type FieldNames, findName, skip } from './decode.js';
import { Reader } from './reader.js';

/** A copy of an encoded document with these fields alone, or with all others. No value is decoded. */
export function copyFields(bytes: Buffer, names: FieldNames, keeps: boolean): Buffer {
  const reader = new Reader(bytes, 4);
  const copy = Buffer.allocUnsafe(bytes.length);
  let end = 4;
  for (;;) {
    const start = reader.at;
    const type = bytes[reader.at++] ?? 0;
    if (type === 0) break;
    const isNamed = findName(names, bytes, reader.at) !== undefined;
    skip(reader, type);
    if (isNamed === keeps) end += bytes.copy(copy, end, start, reader.at);
  }
  copy[end] = 0;
  copy.writeInt32LE(end + 1, 0);
  return copy.subarray(0, end + 1);
}
