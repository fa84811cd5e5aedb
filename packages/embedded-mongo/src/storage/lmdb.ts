import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase, type RootDatabaseOptions } from 'lmdb';
import { assertRecognised, PAGE_SIZE } from './recognise.js';

/** One of the server's tables: bytes to bytes, in the order of the keys. */
export type Table = Database<Buffer, Buffer>;

export type TableName = 'catalog' | 'counts' | 'documents' | 'indexes';

export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

export interface Range {
  /** First key, inclusive. */
  readonly start: Buffer;
  /** Where to stop, exclusive. */
  readonly end: Buffer;
}

interface Tables {
  readonly root: RootDatabase<Buffer, Buffer>;
  /** Collections and their indexes. */
  readonly catalog: Table;
  /** How many documents each collection has. */
  readonly counts: Table;
  /** Documents as the client sent them, by collection and the key of their `_id`. */
  readonly documents: Table;
  /** Index entries: index, values, `_id`; each holds the key of the document's `_id`. */
  readonly indexes: Table;
}

/** The LMDB environment of a data directory and the tables in it, which are others after `reopen`. */
export interface Environment extends Tables {
  readonly dir: string;
  /** Counts write transactions: a reader that sees it change may hold entries of before. */
  writes: number;
  /** A transaction has written and its commit may become visible at any moment, between two steps of a reader. */
  committing: boolean;
  /** Whether a durable write waits for the disk. */
  readonly sync: boolean;
  /** Waits for the disk that are under way. */
  readonly syncs: Set<Promise<void>>;
}

const SLAB_BYTES = 128 * 1024;
let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let slabAt = 0;

/** Copies out of LMDB's memory into a slab shared with others: most values live as long as a command. */
function pooledCopy(source: Uint8Array, start: number, end: number): Buffer {
  const size = end - start;
  // Not `source.copy`: the `length` of LMDB's buffer is that of the value, not of its memory.
  const bytes = new Uint8Array(source.buffer, source.byteOffset + start, size);
  if (size > SLAB_BYTES / 8) return Buffer.from(bytes);
  if (slabAt + size > SLAB_BYTES) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    slabAt = 0;
  }
  slab.set(bytes, slabAt);
  slabAt += size;
  return slab.subarray(slabAt - size, slabAt);
}

/**
 * The searched key may be longer than any stored key. Its beginning lies in the same place among keys that are all
 * shorter than the beginning, and fits LMDB.
 */
const MAX_BOUND_LENGTH = 4_000;

/** Keys and values are bytes already; only reading them makes copies. */
const BINARY: RootDatabaseOptions = {
  keyEncoder: {
    writeKey(key: Buffer, target: Buffer, position: number): number {
      const bytes = key.length > MAX_BOUND_LENGTH ? key.subarray(0, MAX_BOUND_LENGTH) : key;
      target.set(bytes, position);
      return position + bytes.length;
    },
    readKey: pooledCopy,
  },
  encoder: {
    encode: (value: Buffer): Buffer => value,
    decode: (source: Uint8Array): Buffer => pooledCopy(source, 0, source.length),
  },
};

/** `sync: false` never waits for the disk: a killed process loses nothing by it, a power cut may lose everything. */
export function openEnvironment(dir: string, sync: boolean): Environment {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  assertRecognised(dir);
  // Password hashes are in it: only its owner reads it, also in a directory that was there before.
  chmodSync(dir, 0o700);
  const tables = openTables(dir, sync);
  for (const file of ['data.mdb', 'lock.mdb']) chmodSync(join(dir, file), 0o600);
  return { ...tables, dir, sync, writes: 0, committing: false, syncs: new Set() };
}

function openTables(dir: string, sync: boolean): Tables {
  const root = open<Buffer, Buffer>({
    ...BINARY,
    path: dir,
    noSubdir: false,
    maxDbs: 8,
    // The size of a page bounds the size of a key: 4,026 bytes instead of 1,978.
    pageSize: PAGE_SIZE,
    // A commit is visible before it is on disk, and keeps the last one that is: what a power cut leaves.
    overlappingSync: sync,
    noSync: !sync,
    // The writer groups by itself. LMDB's own grouping rejects a promise that cannot be caught when a commit fails.
    eventTurnBatching: false,
  });
  const table = (name: string): Table => root.openDB<Buffer, Buffer>(name, { ...BINARY });
  return {
    root,
    catalog: table('catalog'),
    counts: table('counts'),
    documents: table('documents'),
    indexes: table('indexes'),
  };
}

/**
 * Opens the directory anew after a commit failed. LMDB refuses everything from then on when it was the page that makes
 * the commit valid that could not be written, and lmdb would wait for ever for the flush of the commit when it is closed.
 */
export async function reopen(environment: Environment): Promise<void> {
  // lmdb is still in the callback that told of the failure, and its threads may be waiting for the disk.
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.allSettled(environment.syncs);
  const { root, dir, sync } = environment;
  // From here in one step: no reader finds the directory closed.
  Object.assign(root, { _endWrites: undefined });
  void root.close();
  Object.assign(environment, openTables(dir, sync));
  // Among LMDB's readers again, which is how others see that the directory is in use.
  environment.root.get(Buffer.from('reader'));
}

/** Resolves when everything committed so far is on disk. */
export function synced(environment: Environment): Promise<void> {
  if (!environment.sync) return Promise.resolve();
  const done = syncOnce(environment.root);
  const forget = (): void => void environment.syncs.delete(done);
  environment.syncs.add(done);
  done.then(forget, forget);
  return done;
}

function syncOnce(root: Tables['root']): Promise<void> {
  return new Promise((resolve, reject) => {
    const withSync = root as unknown as { sync(callback: (error?: unknown) => void): void };
    withSync.sync((error) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('sync failed', { cause: error }));
    });
  });
}

const FIRST_CHUNK = 32;
const MAX_CHUNK = 1024;

/**
 * The entries of a range, read a chunk at a time: between two steps no LMDB snapshot is held, so that a
 * slow client pins no pages. The scan continues after the last key it has seen.
 */
export function* scan(
  environment: Environment,
  table: TableName,
  range: Range,
  reverse = false,
  hint = FIRST_CHUNK,
): Generator<Entry> {
  let { start, end } = range;
  let limit = Math.max(1, Math.min(hint, MAX_CHUNK));
  let skipFirst = false;
  for (;;) {
    const chunk = readChunk(
      environment[table],
      { start, end },
      { reverse, limit, exclusiveStart: skipFirst },
    );
    yield* chunk;
    const last = chunk.at(-1);
    if (last === undefined || chunk.length < limit) return;
    if (reverse) end = last.key;
    else start = last.key;
    skipFirst = !reverse;
    limit = Math.min(limit * 4, MAX_CHUNK);
  }
}

export interface ChunkOptions {
  readonly reverse: boolean;
  readonly limit: number;
  /** Leave out the entry at the start of the range. */
  readonly exclusiveStart?: boolean;
}

/** At most so many entries of a range, from one snapshot. */
export function readChunk(table: Table, { start, end }: Range, options: ChunkOptions): Entry[] {
  if (Buffer.compare(start, end) >= 0) return [];
  const { reverse, limit, exclusiveStart = false } = options;
  const entries: Entry[] = [];
  const range = reverse
    ? table.getRange({ start: end, end: start, reverse, limit, exclusiveStart: true, inclusiveEnd: true })
    : table.getRange({ start, end, limit, exclusiveStart });
  for (const entry of range) entries.push(entry);
  return entries;
}
