import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase, type RootDatabaseOptions } from 'lmdb';
import { assertRecognised, PAGE_SIZE } from './recognise.js';

/** A table of the server. Keys and values are bytes, sorted by key. */
export type Table = Database<Buffer, Buffer>;

export type TableName = 'catalog' | 'counts' | 'documents' | 'indexes';

export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

export interface Range {
  /** The first key, inclusive. */
  readonly start: Buffer;
  /** The end, exclusive. */
  readonly end: Buffer;
}

interface Tables {
  readonly root: RootDatabase<Buffer, Buffer>;
  /** Collections and their indexes. */
  readonly catalog: Table;
  /** The number of documents of each collection. */
  readonly counts: Table;
  /** Documents as the client sent them, by collection and the key of their `_id`. */
  readonly documents: Table;
  /** Index entries, keyed by index, values and `_id`. The value is the key of the document in `documents`. */
  readonly indexes: Table;
  /** The same entries for `visitValues`, without a copy of each. */
  readonly visited: Database<undefined, Buffer>;
}

/** The LMDB environment of a data directory with its tables. `reopen` replaces the tables. */
export interface Environment extends Tables {
  readonly dir: string;
  /** The number of write transactions. When it changes, entries that a reader already holds may be outdated. */
  writes: number;
  /** A transaction has written, and its commit may become visible at any moment, even between two steps of a reader. */
  committing: boolean;
  /** The jobs of a transaction are running: what they read may still be rolled back. */
  writing: boolean;
  /** Whether a durable write waits for the disk. */
  readonly sync: boolean;
  /** The calls of `synced` that still wait for the disk. */
  readonly syncs: Set<Promise<void>>;
}

const SLAB_BYTES = 128 * 1024;
let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let slabAt = 0;

/** Copies bytes from LMDB's memory into a shared slab, because most values live only as long as a command. */
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
 * A bound may be longer than any stored key. Because all stored keys are shorter than this prefix, the prefix has the
 * same position among them, and LMDB accepts its length.
 */
const MAX_BOUND_LENGTH = 4_000;

function writeKey(key: Buffer, target: Buffer, position: number): number {
  const bytes = key.length > MAX_BOUND_LENGTH ? key.subarray(0, MAX_BOUND_LENGTH) : key;
  target.set(bytes, position);
  return position + bytes.length;
}

/** Keys and values are bytes already. Only reads copy them. */
const BINARY: RootDatabaseOptions = {
  keyEncoder: { writeKey, readKey: pooledCopy },
  encoder: {
    encode: (value: Buffer): Buffer => value,
    decode: (source: Uint8Array): Buffer => pooledCopy(source, 0, source.length),
  },
};

type Visit = (bytes: Uint8Array, length: number) => void;

let visit: Visit = () => undefined;

const NO_KEY = Buffer.alloc(0);

/** Hands each value to `visit`, instead of copying keys and values, which is most of the cost of reading an index. */
const VISITED: RootDatabaseOptions = {
  keyEncoder: { writeKey, readKey: () => NO_KEY },
  encoder: {
    encode: (value: Buffer): Buffer => value,
    decode: (source: Uint8Array): void => visit(source, source.length),
  },
};

/**
 * Calls a function with the value of each index entry in a range, in one step. The bytes are valid only during the call,
 * and may be followed by others.
 */
export function visitValues({ root, visited }: Environment, { start, end }: Range, each: Visit): void {
  visit = each;
  // A snapshot from before the last commit may still be open.
  root.resetReadTxn();
  const iterator = visited.getRange({ start, end })[Symbol.iterator]();
  while (iterator.next().done !== true);
}

/** `sync: false` never waits for the disk: a killed process loses nothing, but a power cut may lose everything. */
export function openEnvironment(dir: string, sync: boolean): Environment {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  assertRecognised(dir);
  // The data contains password hashes, so only the owner may read it, also in an existing directory.
  chmodSync(dir, 0o700);
  const tables = openTables(dir, sync);
  for (const file of ['data.mdb', 'lock.mdb']) chmodSync(join(dir, file), 0o600);
  return { ...tables, dir, sync, writes: 0, writing: false, committing: false, syncs: new Set() };
}

function openTables(dir: string, sync: boolean): Tables {
  const root = open<Buffer, Buffer>({
    ...BINARY,
    path: dir,
    noSubdir: false,
    maxDbs: 8,
    // The page size limits the key size: 4,026 bytes instead of 1,978.
    pageSize: PAGE_SIZE,
    // A commit becomes visible before it is on disk. LMDB keeps the last commit on disk for recovery after a power cut.
    overlappingSync: sync,
    noSync: !sync,
    // The writer groups its transactions. When a commit fails, LMDB's grouping rejects a promise that cannot be caught.
    eventTurnBatching: false,
  });
  const table = (name: string): Table => root.openDB<Buffer, Buffer>(name, { ...BINARY });
  return {
    root,
    catalog: table('catalog'),
    counts: table('counts'),
    documents: table('documents'),
    indexes: table('indexes'),
    visited: root.openDB<undefined, Buffer>('indexes', { ...VISITED }),
  };
}

/**
 * Reopens the directory after a failed commit. If LMDB could not write the page that makes the commit valid, it refuses
 * every later operation, and lmdb's `close` would wait forever for the flush of that commit.
 */
export async function reopen(environment: Environment): Promise<void> {
  // lmdb is still in the callback that reported the failure, and its threads may be waiting for the disk.
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.allSettled(environment.syncs);
  const { root, dir, sync } = environment;
  // The rest runs in one step, so that no reader finds the directory closed.
  Object.assign(root, { _endWrites: undefined });
  void root.close();
  Object.assign(environment, openTables(dir, sync));
  // Registers as a reader of LMDB again, so that other processes see that the directory is in use.
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
 * The entries of a range, read in chunks. No LMDB snapshot is held between two chunks, so a slow client pins no pages.
 * The scan continues after the last key that it read.
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
  /** Omit the entry at the start of the range. */
  readonly exclusiveStart?: boolean;
}

/** At most `limit` entries of a range, from one snapshot. */
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
