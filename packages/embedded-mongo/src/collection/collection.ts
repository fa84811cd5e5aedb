import type { Doc } from '../bson/document.js';
import { assertSize, encodeStored } from '../bson/encode.js';
import { assertKeyFits, encodeKey, successor } from '../bson/key.js';
import { MongoError } from '../errors.js';
import { type Catalog, type CollectionInfo, idKey, type IndexInfo } from '../storage/catalog.js';
import { type Entry, type Environment, type Range, readChunk, scan } from '../storage/lmdb.js';
import { duplicateKey } from './duplicate.js';
import {
  applyChange,
  entriesRange,
  type EntryChange,
  entryChange,
  grownArrays,
  removeAll,
  takenEntry,
} from './entries.js';
import { valuesOfEntry } from './index-keys.js';
import { Stored } from './stored.js';

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

  /**
   * The same at two moments when nothing became visible in between: it changes with every write transaction of the
   * server. Undefined while one is being committed, because the moment of a commit cannot be observed.
   */
  get version(): number | undefined {
    return this.#environment.committing ? undefined : this.#environment.writes;
  }

  /** Throws when the collection or one of its indexes was dropped: a scan of the rest would be incomplete. */
  assertServes(index: IndexInfo | undefined): void {
    const { db, name, indexes } = this.info;
    if (this.#catalog.find(db, name) !== this.info)
      throw new MongoError(175, `collection dropped: ${db}.${name}`);
    if (index !== undefined && !indexes.includes(index))
      throw new MongoError(175, `index '${index.name}' dropped`);
  }

  get(key: Buffer): Stored | undefined {
    const bytes = this.#environment.documents.get(key);
    return bytes === undefined ? undefined : new Stored(key, bytes);
  }

  *documents(range: Range = this.range, reverse = false, hint?: number): Generator<Stored> {
    for (const { key, value } of scan(this.#environment, 'documents', range, reverse, hint)) {
      yield new Stored(key, value);
    }
  }

  /** Entries of an index: each has the key of a document for its value. */
  entries(range: Range, reverse = false, hint?: number): Generator<Entry> {
    return scan(this.#environment, 'indexes', range, reverse, hint);
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

  /** `known`: the bytes of the document, where they are at hand. */
  insert(doc: Doc, known?: Buffer): void {
    const bytes = known === undefined ? encodeStored(doc) : assertSize(known);
    const idBytes = encodeKey(doc._id);
    assertKeyFits(idBytes.length, '_id');
    const key = Buffer.concat([this.#prefix, idBytes]);
    if (this.#environment.documents.doesExist(key)) {
      throw duplicateKey(this.info, '_id_', { _id: 1 }, [doc._id]);
    }
    this.#writeEntries(key, undefined, doc);
    void this.#environment.documents.put(key, bytes);
    this.#catalog.addCount(this.info, 1);
  }

  /** Writes the new version of a document, unless it is the same to the byte. */
  replaceIfChanged(stored: Stored, doc: Doc): boolean {
    const bytes = encodeStored(doc);
    if (bytes.equals(stored.bytes)) return false;
    this.#writeEntries(stored.key, stored.doc, doc);
    void this.#environment.documents.put(stored.key, bytes);
    return true;
  }

  remove(stored: Stored): void {
    this.#writeEntries(stored.key, stored.doc, undefined);
    void this.#environment.documents.remove(stored.key);
    this.#catalog.addCount(this.info, -1);
  }

  /** All indexes accept the document before the first is written. */
  #writeEntries(key: Buffer, before: Doc | undefined, after: Doc | undefined): void {
    const changes = this.info.indexes.map((index) => entryChange(index, key, before, after));
    for (const change of changes) this.#assertFree(change, after ?? {});
    for (const change of changes) this.#apply(change, key);
  }

  #assertFree(change: EntryChange, doc: Doc): void {
    const { index } = change;
    const taken = takenEntry(this.#environment.indexes, change);
    if (taken !== undefined)
      throw duplicateKey(this.info, index.name, index.key, valuesOfEntry(index, doc, taken));
  }

  #apply(change: EntryChange, key: Buffer): void {
    applyChange(this.#environment.indexes, change, key);
    const grown = grownArrays(change);
    if (grown !== undefined) this.#catalog.changeIndex(this.info, change.index, grown);
  }

  /** Fills a new index from the documents that are there. */
  build(index: IndexInfo): void {
    for (const stored of this.documents()) {
      const change = entryChange(index, stored.key, undefined, stored.doc);
      this.#assertFree(change, stored.doc);
      this.#apply(change, stored.key);
    }
  }

  /** Removes every document and every entry. */
  clear(): void {
    for (const index of this.info.indexes) this.clearIndex(index);
    removeAll(this.#environment.documents, this.range);
  }

  clearIndex(index: IndexInfo): void {
    removeAll(this.#environment.indexes, entriesRange(index));
  }

  /** Entries of an index, or documents, in a range. */
  countRange({ start, end }: Range, byId: boolean): number {
    const { documents, indexes } = this.#environment;
    if (Buffer.compare(start, end) >= 0) return 0;
    return (byId ? documents : indexes).getKeysCount({ start, end });
  }

  countEntries(index: IndexInfo): number {
    return this.#environment.indexes.getKeysCount(entriesRange(index));
  }

  /** The key of the document that an entry belongs to. */
  entry(key: Buffer): Buffer | undefined {
    return this.#environment.indexes.get(key);
  }

  /** Whether memory and disk agree on the collection, its indexes and its count. */
  isStored(): boolean {
    return this.#catalog.isStored(this.info);
  }
}
