import { type FieldNames, findName, skip } from './decode.js';
import type { Doc } from './document.js';
import { encodeDocument } from './encode.js';
import { Reader } from './reader.js';

/**
 * The document with new values of some fields, without decoding the others. A field that is absent from `after` is
 * removed, and one that the document does not have yet is added at its end.
 *
 * @param names the names of the fields to replace
 */
export function replaceFields(buffer: Buffer, names: FieldNames, after: Doc): Buffer {
  const fresh = new Map(Object.entries(after));
  const parts: Buffer[] = [HEADER];
  const reader = new Reader(buffer, HEADER.length);
  let kept = reader.at;
  for (let start = kept; ; start = reader.at) {
    const type = buffer[reader.at++] ?? 0;
    if (type === 0) {
      parts.push(buffer.subarray(kept, start));
      break;
    }
    const isReplaced = findName(names, buffer, reader.at) !== undefined;
    const name = isReplaced ? new Reader(buffer, reader.at).name() : '';
    skip(reader, type);
    if (!isReplaced) continue;
    parts.push(buffer.subarray(kept, start), elementOf(name, fresh));
    fresh.delete(name);
    kept = reader.at;
  }
  for (const name of fresh.keys()) parts.push(elementOf(name, fresh));
  parts.push(END);
  const bytes = Buffer.concat(parts);
  bytes.writeInt32LE(bytes.length, 0);
  return bytes;
}

/** The length of a document, written at last. */
const HEADER = Buffer.alloc(4);
const END = Buffer.alloc(1);

/** The type, name and value of a field as bytes. None when it is absent. */
function elementOf(name: string, values: ReadonlyMap<string, unknown>): Buffer {
  if (!values.has(name)) return END.subarray(1);
  return encodeDocument(Object.fromEntries([[name, values.get(name)]])).subarray(HEADER.length, -1);
}
