import { serialize } from 'bson';
import { MongoError } from '../errors.js';
import type { Doc } from './document.js';

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

export function encodeDocument(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: false });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** For documents about to be stored: over 16 MiB is an error. */
export function encodeStored(doc: Doc): Buffer {
  const bytes = encodeDocument(doc);
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw new MongoError(
      10334,
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}`,
    );
  }
  return bytes;
}
