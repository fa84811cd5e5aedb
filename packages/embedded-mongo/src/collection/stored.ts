import { decodeDocument, decodeFields, type FieldNames } from '../bson/decode.js';
import { ObjectId } from 'bson';
import { type Doc, hasField, isDoc } from '../bson/document.js';
import { encodeDocument, encodeStored } from '../bson/encode.js';
import { typeName } from '../bson/types.js';
import { MongoError } from '../errors.js';

/** A stored document: its bytes, decoded on first access. */
export class Stored {
  /** The key in the documents table. */
  readonly key: Buffer;
  readonly bytes: Buffer;
  #doc: Doc | undefined;

  constructor(key: Buffer, bytes: Buffer, doc?: Doc) {
    this.key = key;
    this.bytes = bytes;
    this.#doc = doc;
  }

  get doc(): Doc {
    this.#doc ??= decodeDocument(this.bytes);
    return this.#doc;
  }

  /** The document with at least these fields, for reading them alone. */
  fields(names: FieldNames | undefined): Doc {
    return this.#doc ?? (names === undefined ? this.doc : decodeFields(this.bytes, names));
  }

  /** A new version of the document, with this content. */
  rewritten(doc: Doc): Stored {
    return new Stored(this.key, encodeStored(doc), doc);
  }

  /** The document without its decoded fields, to keep many in memory. */
  get raw(): Stored {
    return this.#doc === undefined ? this : new Stored(this.key, this.bytes);
  }
}

const ID = Buffer.from('_id\0');

/** The bytes to store for an inserted document. Reuses `sent` where possible, with the new `_id` in front. */
export function storedBytes(doc: Doc, sent: Buffer | undefined): Buffer {
  if (sent?.subarray(5, 5 + ID.length).equals(ID) === true) return sent;
  if (sent === undefined || sent.includes(ID) || !(doc._id instanceof ObjectId)) return encodeDocument(doc);
  const id = encodeDocument({ _id: doc._id });
  const bytes = Buffer.concat([id.subarray(0, -1), sent.subarray(4)]);
  bytes.writeInt32LE(bytes.length, 0);
  return bytes;
}

/** The document with `_id` first. Makes an `_id` when there is none, and refuses one of a wrong type. */
export function withId(doc: Doc, makeId: () => unknown): Doc {
  if (!hasField(doc, '_id')) return { _id: makeId(), ...doc };
  const id = doc._id;
  assertId(id);
  return Object.keys(doc)[0] === '_id' ? doc : { _id: id, ...doc };
}

function assertId(id: unknown): void {
  const type = id === undefined ? 'undefined' : typeName(id);
  if (type === 'array' || type === 'regex' || type === 'undefined')
    throw new MongoError(53, `The '_id' value cannot be of type ${type}`);
  const dollar = isDoc(id) ? Object.keys(id).find((name) => name.startsWith('$')) : undefined;
  if (dollar !== undefined)
    throw new MongoError(
      52,
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`,
    );
}
