import { randomUUID } from 'node:crypto';
import { decodeDocument } from '../bson/decode.js';
import type { Doc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { MongoError } from '../errors.js';
import { type Environment, scan } from './lmdb.js';

/** An index as it was asked for, and what became of it. */
export interface IndexInfo {
  readonly id: number;
  readonly name: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly hidden: boolean;
  readonly partial?: Doc;
  expireAfterSeconds?: number;
  /** Which of its fields have held an array: from then on a document can have several entries. */
  readonly multikey: boolean[];
  /** Readers use it once the transaction that built it is committed. */
  ready: boolean;
}

export interface CollectionInfo {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly uuid: string;
  indexes: IndexInfo[];
  validator?: Doc;
  validationLevel: 'strict' | 'moderate' | 'off';
  validationAction: 'error' | 'warn';
  count: number;
}

const EVERYTHING = { start: Buffer.from([0]), end: Buffer.from([0xff]) };

/** Collections and indexes: on disk in LMDB, in memory for every command. Changed in write jobs only. */
export class Catalog {
  readonly #environment: Environment;
  #databases = new Map<string, Map<string, CollectionInfo>>();
  #nextId = 1;

  constructor(environment: Environment) {
    this.#environment = environment;
    this.reload();
  }

  reload(): void {
    this.#databases = new Map();
    this.#nextId = 1;
    for (const { value } of scan(this.#environment.catalog, EVERYTHING)) {
      const info = decodeDocument(value) as unknown as CollectionInfo;
      const stored = this.#environment.counts.get(idKey(info.id));
      info.count = stored === undefined ? 0 : stored.readDoubleBE(0);
      for (const index of info.indexes) index.ready = true;
      this.#database(info.db).set(info.name, info);
      this.#nextId = Math.max(this.#nextId, info.id + 1, ...info.indexes.map((index) => index.id + 1));
    }
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
      validationLevel: 'strict',
      validationAction: 'error',
      count: 0,
    };
    this.save(info);
    this.#database(db).set(name, info);
    return info;
  }

  newId(): number {
    return this.#nextId++;
  }

  save(info: CollectionInfo): void {
    const { id, db, name, uuid, validator, validationLevel, validationAction } = info;
    const indexes = info.indexes.map((index) => ({ ...index, ready: true }));
    const stored = {
      id,
      db,
      name,
      uuid,
      indexes,
      validationLevel,
      validationAction,
      ...(validator && { validator }),
    };
    void this.#environment.catalog.put(idKey(info.id), encodeDocument(stored));
  }

  addCount(info: CollectionInfo, change: number): void {
    if (change === 0) return;
    info.count += change;
    const value = Buffer.alloc(8);
    value.writeDoubleBE(info.count);
    void this.#environment.counts.put(idKey(info.id), value);
  }

  remove(info: CollectionInfo): void {
    void this.#environment.catalog.remove(idKey(info.id));
    void this.#environment.counts.remove(idKey(info.id));
    this.#databases.get(info.db)?.delete(info.name);
  }
}

/** Four bytes: the prefix of everything a collection or an index owns. */
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
