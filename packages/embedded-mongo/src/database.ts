import { Catalog, type CollectionInfo } from './storage/catalog.js';
import { Collection } from './collection/collection.js';
import { type Environment, openEnvironment } from './storage/lmdb.js';
import { claimDirectory } from './storage/lock.js';
import { Writer } from './storage/writer.js';

/** The state and the writer that all commands work on. */
export class Database {
  readonly environment: Environment;
  readonly catalog: Catalog;
  readonly writer: Writer;

  readonly #release: () => void;

  constructor(dir: string, sync = true) {
    this.environment = openEnvironment(dir, sync);
    try {
      this.#release = claimDirectory(this.environment, dir);
    } catch (error) {
      void this.environment.root.close();
      throw error;
    }
    this.catalog = new Catalog(this.environment);
    this.writer = new Writer(this.environment, this.catalog);
  }

  collection(info: CollectionInfo): Collection {
    return new Collection(this.environment, this.catalog, info);
  }

  find(db: string, name: string): Collection | undefined {
    const info = this.catalog.find(db, name);
    return info === undefined ? undefined : this.collection(info);
  }

  /** For writes: MongoDB creates a collection with the first write to it. */
  findOrCreate(db: string, name: string): Collection {
    return this.collection(this.catalog.find(db, name) ?? this.catalog.create(db, name));
  }

  async close(): Promise<void> {
    await this.writer.idle();
    await this.environment.root.close();
    this.#release();
  }
}
