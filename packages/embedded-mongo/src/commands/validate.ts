import type { Doc } from '../bson/document.js';
import { encodeKey } from '../bson/key.js';
import type { Collection } from '../collection/collection.js';
import { entryChange, grownArrays } from '../collection/entries.js';
import { MongoError } from '../errors.js';
import type { IndexInfo } from '../storage/catalog.js';
import { collectionName } from './arguments.js';
import type { Call, Command } from './context.js';

/**
 * Checks that every document can be read, that exactly its index entries exist, and that the count and the catalog in
 * memory match those on disk. Runs as a job of the writer, so no other write runs meanwhile.
 */
export const validate: Command = (call) => call.database.writer.write(() => check(call), false);

function check(call: Call): Doc {
  const name = collectionName(call);
  const collection = call.database.find(call.db, name);
  if (collection === undefined)
    throw new MongoError(26, `Collection '${call.db}.${name}' does not exist to validate.`);
  const errors: string[] = [];
  const nrecords = checkDocuments(collection, errors);
  if (nrecords !== collection.info.count)
    errors.push(`count is ${collection.info.count}, documents are ${nrecords}`);
  if (!collection.isStored()) errors.push('the catalog in memory is not the one on disk');
  const keysPerIndex: Doc = { _id_: nrecords };
  for (const index of collection.info.indexes)
    keysPerIndex[index.name] = checkIndex(collection, index, errors);
  return {
    ns: `${call.db}.${name}`,
    nInvalidDocuments: errors.length === 0 ? 0 : 1,
    nrecords,
    nIndexes: collection.info.indexes.length + 1,
    keysPerIndex,
    valid: errors.length === 0,
    errors: errors.slice(0, 100),
    warnings: [],
    ok: 1,
  };
}

function checkDocuments(collection: Collection, errors: string[]): number {
  let n = 0;
  for (const stored of collection.documents()) {
    n += 1;
    try {
      const expected = encodeKey(stored.doc._id);
      if (!stored.key.subarray(4).equals(expected)) errors.push(`a document is stored under another _id`);
    } catch (error) {
      errors.push(`a document cannot be read: ${String(error)}`);
    }
  }
  return n;
}

/** Checks both directions: every document has its entries, and the index has no others. */
function checkIndex(collection: Collection, index: IndexInfo, errors: string[]): number {
  let expected = 0;
  for (const stored of collection.documents()) {
    try {
      const wanted = entryChange(index, stored.key, undefined, stored.doc);
      expected += wanted.added.length;
      const missing = wanted.added.some((entry) => collection.entry(entry)?.equals(stored.key) !== true);
      if (missing) errors.push(`index ${index.name} lacks an entry of a document`);
      if (grownArrays(wanted) !== undefined) errors.push(`index ${index.name} does not know of an array`);
    } catch (error) {
      errors.push(`index ${index.name} cannot hold a document: ${String(error)}`);
    }
  }
  const present = collection.countEntries(index);
  if (present !== expected) errors.push(`index ${index.name} has ${present} entries, ${expected} expected`);
  return present;
}
