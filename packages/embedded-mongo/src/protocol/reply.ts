import type { Long } from 'bson';
import { encodeDocument } from '../bson/encode.js';
import type { Doc } from '../bson/document.js';
import { MongoError } from '../errors.js';

/** A command's reply: a document, or a batch of a cursor whose documents are already encoded. */
export type Reply = Doc | CursorReply;

export class CursorReply {
  readonly id: Long;
  readonly namespace: string;
  readonly batch: readonly Buffer[];
  readonly field: 'firstBatch' | 'nextBatch';

  constructor(id: Long, namespace: string, batch: readonly Buffer[], field: 'firstBatch' | 'nextBatch') {
    this.id = id;
    this.namespace = namespace;
    this.batch = batch;
    this.field = field;
  }
}

/** The encoded document of a reply, after `headroom` bytes for the message header. */
export function encodeReply(reply: Reply, headroom: number): Buffer {
  if (reply instanceof CursorReply) return encodeCursor(reply, headroom);
  const document = encodeDocument(reply);
  const out = Buffer.allocUnsafe(headroom + document.length);
  document.copy(out, headroom);
  return out;
}

const digits = (n: number): number => (n < 10 ? 1 : n < 100 ? 2 : n < 1000 ? 3 : String(n).length);

/**
 * Writes `{ cursor: { <field>: [...], id, ns }, ok: 1 }` around the bytes of the documents, so that a batch is copied
 * from storage to the socket without being decoded.
 */
function encodeCursor({ id, namespace, batch, field }: CursorReply, headroom: number): Buffer {
  let arrayBytes = 5;
  batch.forEach((document, at) => (arrayBytes += 2 + digits(at) + document.length));
  const namespaceBytes = Buffer.byteLength(namespace);
  const cursorBytes =
    4 + (2 + field.length) + arrayBytes + (1 + 3 + 8) + (1 + 3 + 4 + namespaceBytes + 1) + 1;
  const total = 4 + (1 + 7) + cursorBytes + (1 + 3 + 8) + 1;
  const out = Buffer.allocUnsafe(headroom + total);
  let at = out.writeInt32LE(total, headroom);
  const text = (value: string): void => void (at += out.write(`${value}\0`, at, 'latin1'));
  at = out.writeUInt8(3, at);
  text('cursor');
  at = out.writeInt32LE(cursorBytes, at);
  at = out.writeUInt8(4, at);
  text(field);
  at = out.writeInt32LE(arrayBytes, at);
  for (const [index, document] of batch.entries()) {
    at = out.writeUInt8(3, at);
    text(String(index));
    at += document.copy(out, at);
  }
  at = out.writeUInt8(0, at);
  at = out.writeUInt8(18, at);
  text('id');
  at = out.writeInt32LE(id.low, at);
  at = out.writeInt32LE(id.high, at);
  at = out.writeUInt8(2, at);
  text('ns');
  at = out.writeInt32LE(namespaceBytes + 1, at);
  at += out.write(namespace, at, 'utf8');
  at = out.writeUInt8(0, at);
  at = out.writeUInt8(0, at);
  at = out.writeUInt8(1, at);
  text('ok');
  at = out.writeDoubleLE(1, at);
  out.writeUInt8(0, at);
  return out;
}

export function errorReply(error: unknown): Doc {
  const { codeName } = known(error);
  return { ok: 0, ...errorFields(error), codeName };
}

/** The fields of an error, as in a list of write errors. */
export function errorFields(error: unknown): Doc {
  const { message, code, details } = known(error);
  return { errmsg: message, code, ...details };
}

const known = (error: unknown): MongoError => (error instanceof MongoError ? error : internal(error));

function internal(error: unknown): MongoError {
  const message = error instanceof Error ? error.message : String(error);
  // JavaScript's limits: a string of half a gigabyte, an array of four billion elements.
  const tooLarge = error instanceof RangeError && /^Invalid (?:string|array) length/.test(message);
  return tooLarge ? new MongoError(146, 'a value exceeded the memory limit') : new MongoError(1, message);
}
