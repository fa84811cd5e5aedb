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
import { fieldsOfIndexes, reads } from './index-fields.js';
import { valuesOfEntry } from './index-keys.js';
import { type Posting, Postings } from './postings.js';
import { Stored } from './stored.js';

/** The postings of each collection. A failed commit makes new objects for collections, and so forgets all postings. */
const postings = new WeakMap<CollectionInfo, Postings>();

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

  /** The range of all documents. */
  get range(): Range {
    return { start: this.#prefix, end: successor(this.#prefix) };
  }

  /**
   * Two equal versions mean that no write became visible between them: the version changes with every write transaction
   * of the server. Undefined during a commit, because the moment at which a commit becomes visible cannot be observed.
   */
  get version(): number | undefined {
    return this.#environment.committing ? undefined : this.#environment.writes;
  }

  /** Throws when the collection or the index was dropped: the rest of a scan would be incomplete. */
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

  /** The index entries in a range. Each entry holds the key of a document. */
  entries(range: Range, reverse = false, hint?: number): Generator<Entry> {
    return scan(this.#environment, 'indexes', range, reverse, hint);
  }

  /**
   * The documents with entries in ranges of an index, by number. Undefined during a write, and in a collection with too
   * many documents.
   */
  posting(ranges: readonly Range[]): Posting | undefined {
    return this.postings.read(this.#environment, ranges, this.info.count);
  }

  get postings(): Postings {
    const known = postings.get(this.info) ?? new Postings();
    postings.set(this.info, known);
    return known;
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

  /** `known`: the encoded document, if the caller has it. */
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

  /**
   * Stores the new version of a document unless its bytes are the same.
   *
   * @param changed the names of the fields that may differ: indexes on other fields stay as they are. Default: all
   */
  replaceIfChanged(stored: Stored, after: Stored, changed?: ReadonlySet<string>): boolean {
    if (after.bytes.equals(stored.bytes)) return false;
    const indexes = this.info.indexes.filter((index) => changed === undefined || reads(index, changed));
    if (indexes.length > 0) {
      const fields = fieldsOfIndexes(indexes);
      this.#writeEntries(stored.key, stored.fields(fields), after.fields(fields), indexes);
    }
    void this.#environment.documents.put(stored.key, after.bytes);
    return true;
  }

  remove(stored: Stored): void {
    this.#writeEntries(stored.key, stored.doc, undefined);
    void this.#environment.documents.remove(stored.key);
    this.#catalog.addCount(this.info, -1);
  }

  /** Checks the document against all indexes before writing the first entry. */
  #writeEntries(
    key: Buffer,
    before: Doc | undefined,
    after: Doc | undefined,
    indexes: readonly IndexInfo[] = this.info.indexes,
  ): void {
    const changes = indexes.map((index) => entryChange(index, key, before, after));
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
    postings.get(this.info)?.forget([...change.removed, ...change.added], this.info.count);
    const grown = grownArrays(change);
    if (grown !== undefined) this.#catalog.changeIndex(this.info, change.index, grown);
  }

  /** Fills a new index from the existing documents. */
  build(index: IndexInfo): void {
    for (const stored of this.documents()) {
      const change = entryChange(index, stored.key, undefined, stored.doc);
      this.#assertFree(change, stored.doc);
      this.#apply(change, stored.key);
    }
  }

  /** Removes all documents and index entries. */
  clear(): void {
    for (const index of this.info.indexes) this.clearIndex(index);
    removeAll(this.#environment.documents, this.range);
  }

  clearIndex(index: IndexInfo): void {
    postings.get(this.info)?.clear();
    removeAll(this.#environment.indexes, entriesRange(index));
  }

  /** The number of documents (`byId`) or index entries in a range, but at most `most`. */
  countRange({ start, end }: Range, byId: boolean, most: number): number {
    if (most === 0 || Buffer.compare(start, end) >= 0) return 0;
    const { documents, indexes } = this.#environment;
    const table = byId ? documents : indexes;
    // LMDB's own count reads the whole range, however long it is; skipping stops at the offset.
    const [last] = Number.isFinite(most) ? table.getKeys({ start, end, offset: most - 1, limit: 1 }) : [];
    return last === undefined ? table.getKeysCount({ start, end }) : most;
  }

  countEntries(index: IndexInfo): number {
    return this.#environment.indexes.getKeysCount(entriesRange(index));
  }

  /** The key of the document to which an index entry belongs. */
  entry(key: Buffer): Buffer | undefined {
    return this.#environment.indexes.get(key);
  }

  /** Whether memory and disk agree on the collection, its indexes and its count. */
  isStored(): boolean {
    return this.#catalog.isStored(this.info);
  }
}
