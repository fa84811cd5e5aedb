import { decodeDocument } from '../bson/decode.js';
import { type Doc, hasField } from '../bson/document.js';
import { MongoError } from '../errors.js';

/** A stored document: its bytes, and its fields once somebody asks for them. */
export class Stored {
  /** Key in the documents table. */
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

  /** Drops the decoded fields: for those who keep many. */
  get raw(): Stored {
    return this.#doc === undefined ? this : new Stored(this.key, this.bytes);
  }
}

/** `_id` first, made when there is none, and of a type it may have. */
export function withId(doc: Doc, makeId: () => unknown): Doc {
  if (!hasField(doc, '_id')) return { _id: makeId(), ...doc };
  const id = doc._id;
  if (Array.isArray(id)) throw new MongoError(53, "The '_id' value cannot be of type array");
  return Object.keys(doc)[0] === '_id' ? doc : { _id: id, ...doc };
}
