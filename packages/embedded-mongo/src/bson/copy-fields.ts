import { type FieldNames, findName, skip } from './decode.js';
import { Reader } from './reader.js';

/**
 * A copy is written here before its length is known, because it is often a small part of the document. The buffer is
 * never given away, and never made smaller.
 */
let scratch = Buffer.allocUnsafeSlow(16 * 1024);

/** A copy of an encoded document with these fields alone, or with all others. No value is decoded. */
export function copyFields(bytes: Buffer, names: FieldNames, keeps: boolean): Buffer {
  const reader = new Reader(bytes, 4);
  if (scratch.length < bytes.length) scratch = Buffer.allocUnsafeSlow(2 * bytes.length);
  let end = 4;
  /** The start of neighbouring fields that are copied together; 0 after a field that is not copied. */
  let first = 0;
  for (;;) {
    const start = reader.at;
    const type = bytes[reader.at++] ?? 0;
    const isCopied = type !== 0 && (findName(names, bytes, reader.at) !== undefined) === keeps;
    if (isCopied && first === 0) first = start;
    if (!isCopied && first !== 0) {
      end += bytes.copy(scratch, end, first, start);
      first = 0;
    }
    if (type === 0) break;
    skip(reader, type);
  }
  scratch[end] = 0;
  scratch.writeInt32LE(end + 1, 0);
  return Buffer.from(scratch.subarray(0, end + 1));
}
