import { decodeDocument } from '../bson/decode.js';
import { type Doc, hasField } from '../bson/document.js';
import { encodeStored } from '../bson/encode.js';
import { assertKeyFits, encodeKey, successor } from '../bson/key.js';
import { MongoError } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { type Catalog, type CollectionInfo, idKey, type IndexInfo } from '../storage/catalog.js';
import { type Environment, type Range, readChunk, scan, type Table } from '../storage/lmdb.js';
import { duplicateKey } from './duplicate.js';
import { indexKeys } from './index-keys.js';

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

/** The documents of a collection and their index entries, always changed together. */
export class Collection {
  readonly info: CollectionInfo;
  readonly #environment: Environment;
  readonly #catalog: Catalog;
  readonly #prefix: Buffer;

  constructor(environment: Environment, catalog: Catalog, info: CollectionInfo) {
    this.#environment = environment;
    this.#catalog = catalog;
    this.info = info;
    this.#prefix = idKey(info.id);
  }

  documentKey(id: unknown): Buffer {
    return Buffer.concat([this.#prefix, encodeKey(id)]);
  }

  /** All documents. */
  get range(): Range {
    return { start: this.#prefix, end: successor(this.#prefix) };
  }

  /** Changes with every write transaction of the server. */
  get version(): number {
    return this.#environment.writes;
  }

  get(key: Buffer): Stored | undefined {
    const bytes = this.#environment.documents.get(key);
    return bytes === undefined ? undefined : new Stored(key, bytes);
  }

  *documents(range: Range = this.range, reverse = false, hint?: number): Generator<Stored> {
    for (const { key, value } of scan(this.#environment.documents, range, reverse, hint)) {
      yield new Stored(key, value);
    }
  }

  /** Keys of documents, by the entries of an index. */
  *entries(range: Range, reverse = false, hint?: number): Generator<Buffer> {
    for (const { value } of scan(this.#environment.indexes, range, reverse, hint)) yield value;
  }

  /** At most `limit` documents of a range of ids, as bytes. */
  pageById(range: Range, reverse: boolean, limit: number): Buffer[] {
    return readChunk(this.#environment.documents, range, { reverse, limit }).map(({ value }) => value);
  }

  /** At most `limit` documents of a range of an index, as bytes. */
  pageByIndex(range: Range, reverse: boolean, limit: number): Buffer[] {
    const { documents, indexes } = this.#environment;
    const page: Buffer[] = [];
    for (const { value: key } of readChunk(indexes, range, { reverse, limit })) {
      const bytes = documents.get(key);
      if (bytes !== undefined) page.push(bytes);
    }
    return page;
  }

  insert(doc: Doc): void {
    const bytes = encodeStored(doc);
    const idBytes = encodeKey(doc._id);
    assertKeyFits(idBytes.length, '_id');
    const key = Buffer.concat([this.#prefix, idBytes]);
    if (this.#environment.documents.doesExist(key)) {
      throw duplicateKey(this.info, '_id_', { _id: 1 }, doc);
    }
    this.#writeEntries(key, undefined, doc);
    void this.#environment.documents.put(key, bytes);
    this.#catalog.addCount(this.info, 1);
  }

  /** Writes the new version of a document, unless it is the same to the byte. */
  replaceIfChanged(stored: Stored, doc: Doc, check: (doc: Doc) => void): boolean {
    const bytes = encodeStored(doc);
    if (bytes.equals(stored.bytes)) return false;
    check(doc);
    this.#writeEntries(stored.key, stored.doc, doc);
    void this.#environment.documents.put(stored.key, bytes);
    return true;
  }

  remove(stored: Stored): void {
    this.#writeEntries(stored.key, stored.doc, undefined);
    void this.#environment.documents.remove(stored.key);
    this.#catalog.addCount(this.info, -1);
  }

  #writeEntries(key: Buffer, before: Doc | undefined, after: Doc | undefined): void {
    for (const index of this.info.indexes) {
      const multikey = index.multikey.join();
      const old = before === undefined ? [] : keysOf(index, before);
      const fresh = after === undefined ? [] : keysOf(index, after);
      this.#writeIndex(index, key, old, fresh, after);
      if (index.multikey.join() !== multikey) this.#catalog.save(this.info);
    }
  }

  #writeIndex(
    index: IndexInfo,
    key: Buffer,
    old: readonly Buffer[],
    fresh: readonly Buffer[],
    doc?: Doc,
  ): void {
    const { indexes } = this.#environment;
    const idBytes = key.subarray(4);
    const unchanged = (entry: Buffer, others: readonly Buffer[]): boolean =>
      others.some((other) => other.equals(entry));
    for (const entry of old) {
      if (!unchanged(entry, fresh)) void indexes.remove(entryKey(index, entry, idBytes));
    }
    for (const entry of fresh) {
      if (unchanged(entry, old)) continue;
      const place = entryKey(index, entry, idBytes);
      if (index.unique && indexes.doesExist(place)) {
        throw duplicateKey(this.info, index.name, index.key, doc ?? {});
      }
      void indexes.put(place, key);
    }
  }

  /** Fills a new index from the documents that are there. */
  build(index: IndexInfo): void {
    for (const stored of this.documents()) {
      this.#writeIndex(index, stored.key, [], keysOf(index, stored.doc), stored.doc);
    }
  }

  /** Removes every document and every entry. */
  clear(): void {
    for (const index of this.info.indexes) this.clearIndex(index);
    removeAll(this.#environment.documents, this.range);
  }

  clearIndex(index: IndexInfo): void {
    const start = idKey(index.id);
    removeAll(this.#environment.indexes, { start, end: successor(start) });
  }

  /** How many entries of an index a document should have, and how many of these are not there. */
  missingEntries(index: IndexInfo, stored: Stored): { expected: number; missing: number } {
    const idBytes = stored.key.subarray(4);
    const expected = keysOf(index, stored.doc).map((entry) => entryKey(index, entry, idBytes));
    const missing = expected.filter((key) => this.#environment.indexes.get(key)?.equals(stored.key) !== true);
    return { expected: expected.length, missing: missing.length };
  }

  /** Entries of an index, or documents, in a range. */
  countRange({ start, end }: Range, byId: boolean): number {
    const { documents, indexes } = this.#environment;
    if (Buffer.compare(start, end) >= 0) return 0;
    return (byId ? documents : indexes).getKeysCount({ start, end });
  }

  countEntries(index: IndexInfo): number {
    const start = idKey(index.id);
    return this.#environment.indexes.getKeysCount({ start, end: successor(start) });
  }
}

function removeAll(table: Table, range: Range): void {
  const keys = [...table.getKeys({ start: range.start, end: range.end })];
  for (const key of keys) void table.remove(key);
}

function entryKey(index: IndexInfo, entry: Buffer, idBytes: Buffer): Buffer {
  if (index.unique) return entry;
  const key = Buffer.concat([entry, idBytes]);
  assertKeyFits(key.length, `index ${index.name}`);
  return key;
}

function keysOf(index: IndexInfo, doc: Doc): Buffer[] {
  if (index.partial !== undefined && !matcher(index.partial)(doc)) return [];
  return indexKeys(index, doc);
}

/** `_id` first, made when there is none, and of a type it may have. */
export function withId(doc: Doc, makeId: () => unknown): Doc {
  if (!hasField(doc, '_id')) return { _id: makeId(), ...doc };
  const id = doc._id;
  if (Array.isArray(id)) throw new MongoError(53, "The '_id' value cannot be of type array");
  return Object.keys(doc)[0] === '_id' ? doc : { _id: id, ...doc };
}
