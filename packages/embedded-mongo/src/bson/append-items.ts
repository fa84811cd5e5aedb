import { TYPE, type FieldNames, findName, skip } from './decode.js';
import { encodeDocument } from './encode.js';
import { Reader } from './reader.js';

/**
 * The document with items at the end of an array field, without decoding the array. Undefined when there is no such
 * array.
 *
 * @param names the name of the field
 */
export function appendItems(
  buffer: Buffer,
  names: FieldNames,
  items: readonly unknown[],
): Buffer | undefined {
  const start = startOfArray(buffer, names);
  if (start === undefined) return undefined;
  const end = start + buffer.readInt32LE(start) - 1;
  let at = countItems(buffer, start);
  const added = encodeDocument(Object.fromEntries(items.map((item) => [String(at++), item]))).subarray(4, -1);
  const bytes = Buffer.concat([buffer.subarray(0, end), added, buffer.subarray(end)]);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(end + 1 - start + added.length, start);
  return bytes;
}

/** The offset of the array's length. */
function startOfArray(buffer: Buffer, names: FieldNames): number | undefined {
  const reader = new Reader(buffer, 4);
  for (;;) {
    const type = buffer[reader.at++] ?? 0;
    if (type === 0) return undefined;
    if (findName(names, buffer, reader.at) === undefined) skip(reader, type);
    else if (type !== TYPE.array) return undefined;
    else {
      reader.name();
      return reader.at;
    }
  }
}

function countItems(buffer: Buffer, start: number): number {
  const reader = new Reader(buffer, start + 4);
  let count = 0;
  for (;;) {
    const type = buffer[reader.at++] ?? 0;
    if (type === 0) return count;
    skip(reader, type);
    count += 1;
  }
}
