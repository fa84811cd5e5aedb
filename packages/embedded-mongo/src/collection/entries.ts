import type { Doc } from '../bson/document.js';
import { assertKeyFits, successor } from '../bson/key.js';
import { matcher } from '../query/matcher.js';
import { idKey, type IndexInfo, nestedArrays } from '../storage/catalog.js';
import type { Range, Table } from '../storage/lmdb.js';
import { indexKeys, type IndexKeys } from './index-keys.js';

/** The changes to one index that follow from the change of a document. */
export interface EntryChange {
  readonly index: IndexInfo;
  /** Keys in the table of index entries. */
  readonly removed: readonly Buffer[];
  readonly added: readonly Buffer[];
  /** For each field of the index, how many arrays its path passes through in the new version. */
  readonly arrays: readonly number[];
}

const NOTHING: IndexKeys = { keys: [], arrays: [] };

/** The index entries to remove and add. Throws when a document cannot be indexed. `key` is its key in `documents`. */
export function entryChange(
  index: IndexInfo,
  key: Buffer,
  before: Doc | undefined,
  after: Doc | undefined,
): EntryChange {
  const old = before === undefined ? NOTHING : keysOf(index, before);
  const fresh = after === undefined ? NOTHING : keysOf(index, after);
  const idBytes = key.subarray(4);
  const only = (keys: readonly Buffer[], others: readonly Buffer[]): Buffer[] =>
    keys
      .filter((entry) => !others.some((other) => other.equals(entry)))
      .map((entry) => entryKey(index, entry, idBytes));
  return {
    index,
    removed: only(old.keys, fresh.keys),
    added: only(fresh.keys, old.keys),
    arrays: fresh.arrays,
  };
}

/** The first new entry of a unique index that already belongs to another document. */
export const takenEntry = (entries: Table, { index, added }: EntryChange): Buffer | undefined =>
  index.unique ? added.find((entry) => entries.doesExist(entry)) : undefined;

export function applyChange(entries: Table, { removed, added }: EntryChange, key: Buffer): void {
  for (const entry of removed) void entries.remove(entry);
  for (const entry of added) void entries.put(entry, key);
}

/** The array flags of an index after the change; undefined if the change sets none. */
export function grownArrays({
  index,
  arrays,
}: EntryChange): Pick<IndexInfo, 'multikey' | 'nested'> | undefined {
  const before = nestedArrays(index);
  const multikey = index.multikey.map((known, at) => known || (arrays[at] ?? 0) > 0);
  const nested = before.map((known, at) => known || (arrays[at] ?? 0) > 1);
  const grows = multikey.some((now, at) => now !== index.multikey[at]);
  return grows || nested.some((now, at) => now !== before[at]) ? { multikey, nested } : undefined;
}

/** The range of all entries of an index. */
export function entriesRange(index: IndexInfo): Range {
  const start = idKey(index.id);
  return { start, end: successor(start) };
}

export function removeAll(table: Table, range: Range): void {
  const keys = [...table.getKeys({ start: range.start, end: range.end })];
  for (const key of keys) void table.remove(key);
}

function entryKey(index: IndexInfo, entry: Buffer, idBytes: Buffer): Buffer {
  if (index.unique) return entry;
  const key = Buffer.concat([entry, idBytes]);
  assertKeyFits(key.length, `index ${index.name}`);
  return key;
}

function keysOf(index: IndexInfo, doc: Doc): IndexKeys {
  if (index.partial !== undefined && !matcher(index.partial)(doc)) return NOTHING;
  return indexKeys(index, doc);
}
