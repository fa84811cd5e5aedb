import { successor } from '../bson/key.js';
import { KeyWriter } from '../bson/key-writer.js';
import { valuesAt } from '../query/path.js';
import { RANK } from '../bson/types.js';
import type { Database } from '../database.js';
import type { CollectionInfo, IndexInfo } from '../storage/catalog.js';
import type { Range } from '../storage/lmdb.js';

const BATCH = 500;

/** Removes the documents that TTL indexes declare expired. Resolves to their number. */
export async function removeExpired(database: Database, now = Date.now()): Promise<number> {
  let removed = 0;
  for (const db of database.catalog.databases()) {
    for (const info of database.catalog.collections(db)) {
      for (const index of info.indexes) {
        if (index.expireAfterSeconds !== undefined) removed += await expire(database, info, index, now);
      }
    }
  }
  return removed;
}

async function expire(
  database: Database,
  info: CollectionInfo,
  index: IndexInfo,
  now: number,
): Promise<number> {
  const deadline = now - (index.expireAfterSeconds ?? 0) * 1000;
  let removed = 0;
  for (;;) {
    const gone = await database.writer.write(() => removeSome(database, info, index, deadline), false);
    removed += gone;
    if (gone < BATCH) return removed;
  }
}

function removeSome(database: Database, info: CollectionInfo, index: IndexInfo, deadline: number): number {
  const collection = database.find(info.db, info.name);
  if (collection?.info !== info || !info.indexes.includes(index)) return 0;
  const field = Object.keys(index.key)[0] ?? '';
  const keys: Buffer[] = [];
  for (const { value: key } of collection.entries(datesUntil(index, deadline))) {
    keys.push(key);
    if (keys.length >= BATCH) break;
  }
  let removed = 0;
  for (const key of keys) {
    const stored = collection.get(key);
    if (stored === undefined || !isOver(valuesAt(stored.doc, field), deadline)) continue;
    collection.remove(stored);
    removed += 1;
  }
  return removed;
}

/** An array of dates expires with its earliest date. */
function isOver(values: readonly unknown[], deadline: number): boolean {
  return values.flat().some((value) => value instanceof Date && value.getTime() <= deadline);
}

function datesUntil(index: IndexInfo, deadline: number): Range {
  const descending = Object.values(index.key)[0] === -1;
  const at = new KeyWriter().uint32(index.id).value(new Date(deadline), descending).take();
  const rank = descending ? ~RANK.date & 0xff : RANK.date;
  const dates = new KeyWriter().uint32(index.id).byte(rank).take();
  return descending ? { start: at, end: successor(dates) } : { start: dates, end: successor(at) };
}
