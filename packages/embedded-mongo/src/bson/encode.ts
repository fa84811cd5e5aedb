import { serialize } from 'bson';
import { MongoError } from '../errors.js';
import type { Doc } from './document.js';

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

export function encodeDocument(doc: Doc): Buffer {
  try {
    const bytes = serialize(idFirst(doc), { ignoreUndefined: false });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    // The library's buffer is a little larger than the largest document.
    if (error instanceof RangeError && error.message.includes('out of range')) throw tooLarge('too large');
    throw error;
  }
}

/** Puts `_id` first, as MongoDB does. JavaScript would put names that are whole numbers before it. */
function idFirst(doc: Doc): Doc {
  const [first] = Object.keys(doc);
  if (first === undefined || !/^\d/.test(first) || !('_id' in doc)) return doc;
  return new Map([['_id', doc._id], ...Object.entries(doc)]) as unknown as Doc;
}

const tooLarge = (size: number | string): MongoError =>
  new MongoError(10334, `BSONObj size: ${size} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}`);

/** For documents about to be stored. Throws when the document is over 16 MiB. */
export const encodeStored = (doc: Doc): Buffer => assertSize(encodeDocument(doc));

export function assertSize(bytes: Buffer): Buffer {
  if (bytes.length > MAX_DOCUMENT_BYTES) throw tooLarge(bytes.length);
  return bytes;
}
