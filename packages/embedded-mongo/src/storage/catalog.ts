import { randomUUID } from 'node:crypto';
import { decodeDocument } from '../bson/decode.js';
import type { Doc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { MongoError } from '../errors.js';
import { type Environment, scan } from './lmdb.js';
import { UndoLog } from './undo.js';

/** The definition of an index and its state. */
export interface IndexInfo {
  readonly id: number;
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial?: Doc;
  readonly expireAfterSeconds?: number;
  /** For each field, whether it has ever held an array: documents can then have several entries. */
  readonly multikey: readonly boolean[];
  /**
   * For each field, whether it has ever held an array inside an array's element. Absent until a field holds an array.
   */
  readonly nested?: readonly boolean[];
  /** True once the transaction that built the index is committed: readers may use it. */
  ready: boolean;
}

export interface CollectionInfo {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly uuid: string;
  readonly indexes: readonly IndexInfo[];
  readonly count: number;
}

/** An index without this record may hold nested arrays in every multikey field. */
export const nestedArrays = ({ nested, multikey }: IndexInfo): readonly boolean[] => nested ?? multikey;

const EVERYTHING = { start: Buffer.from([0]), end: Buffer.from([0xff]) };

/**
 * Collections and indexes: on disk in LMDB, in memory for every command. Only methods of this class change them, and
 * only in write jobs. When a transaction is rolled back, its changes in memory are undone.
 */
export class Catalog {
  readonly #environment: Environment;
  readonly #undo = new UndoLog();
  #databases = new Map<string, Map<string, CollectionInfo>>();
  #nextId = 1;

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#load();
  }

  /** Runs a part of a transaction. When it throws, the state in memory is restored. */
  guard<T>(run: () => T): T {
    return this.#undo.guard(run);
  }

  /** Call when the transaction is committed. */
  keep(): void {
    this.#undo.clear();
  }

  /** Call when the transaction could not be committed. */
  revert(): void {
    this.#undo.undoAll();
    // After a disk error, the state on disk is uncertain.
    if (!this.#isAllStored()) this.#load();
  }

  #load(): void {
    this.#databases = new Map();
    this.#nextId = 1;
    for (const { value } of scan(this.#environment, 'catalog', EVERYTHING)) {
      const info = decodeDocument(value) as unknown as CollectionInfo;
      const stored = this.#environment.counts.get(idKey(info.id));
      const count = stored === undefined ? 0 : stored.readDoubleBE(0);
      this.#database(info.db).set(info.name, { ...info, count });
      this.#nextId = Math.max(this.#nextId, info.id + 1, ...info.indexes.map((index) => index.id + 1));
    }
  }

  #isAllStored(): boolean {
    const known = this.databases().flatMap((db) => this.collections(db));
    return (
      known.length === this.#environment.catalog.getKeysCount(EVERYTHING) &&
      known.every((info) => this.isStored(info))
    );
  }

  #database(db: string): Map<string, CollectionInfo> {
    let collections = this.#databases.get(db);
    if (collections === undefined) {
      collections = new Map();
      this.#databases.set(db, collections);
    }
    return collections;
  }

  databases(): string[] {
    return [...this.#databases].filter(([, all]) => all.size > 0).map(([name]) => name);
  }

  collections(db: string): CollectionInfo[] {
    return [...(this.#databases.get(db)?.values() ?? [])];
  }

  find(db: string, name: string): CollectionInfo | undefined {
    return this.#databases.get(db)?.get(name);
  }

  create(db: string, name: string): CollectionInfo {
    assertNamespace(db, name);
    const info: CollectionInfo = {
      id: this.newId(),
      db,
      name,
      uuid: randomUUID(),
      indexes: [],
      count: 0,
    };
    this.#save(info);
    const collections = this.#database(db);
    collections.set(name, info);
    this.#undo.add(() => collections.delete(name));
    return info;
  }

  newId(): number {
    return this.#nextId++;
  }

  /** Changes fields of a collection. */
  change(info: CollectionInfo, change: Partial<CollectionInfo>): void {
    this.#undo.assign(info, change);
    this.#save(info);
  }

  /** Changes an index of the collection, or one that is being built. */
  changeIndex(info: CollectionInfo, index: IndexInfo, change: Partial<IndexInfo>): void {
    this.#undo.assign(index, change);
    if (info.indexes.includes(index)) this.#save(info);
  }

  #save(info: CollectionInfo): void {
    void this.#environment.catalog.put(idKey(info.id), encodeInfo(info));
  }

  addCount(info: CollectionInfo, change: number): void {
    if (change === 0) return;
    this.#undo.assign(info, { count: info.count + change });
    void this.#environment.counts.put(idKey(info.id), encodeCount(info.count));
  }

  /** Whether disk and memory agree on the collection. */
  isStored(info: CollectionInfo): boolean {
    const { catalog, counts } = this.#environment;
    const count = counts.get(idKey(info.id)) ?? encodeCount(0);
    return (
      catalog.get(idKey(info.id))?.equals(encodeInfo(info)) === true && count.equals(encodeCount(info.count))
    );
  }

  remove(info: CollectionInfo): void {
    void this.#environment.catalog.remove(idKey(info.id));
    void this.#environment.counts.remove(idKey(info.id));
    const collections = this.#database(info.db);
    collections.delete(info.name);
    this.#undo.add(() => collections.set(info.name, info));
  }
}

function encodeInfo({ count: _count, ...info }: CollectionInfo): Buffer {
  return encodeDocument({ ...info, indexes: info.indexes.map((index) => ({ ...index, ready: true })) });
}

function encodeCount(count: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(count);
  return bytes;
}

/** Four bytes, big-endian: the key prefix of a collection or an index. */
export function idKey(id: number): Buffer {
  const key = Buffer.alloc(4);
  key.writeUInt32BE(id);
  return key;
}

function assertNamespace(db: string, name: string): void {
  const invalid = name === '' || name.includes('\0') || name.includes('$') || name.startsWith('.');
  if (invalid || name.startsWith('system.')) {
    throw new MongoError(73, `Invalid namespace specified '${db}.${name}'`);
  }
  if (Buffer.byteLength(`${db}.${name}`) > 255) {
    throw new MongoError(73, `Fully qualified namespace is too long: ${db}.${name}`);
  }
}
