import { MongoError } from '../errors.js';
import type { Collection } from '../collection/collection.js';
import { Stored } from '../collection/collection.js';
import type { IndexInfo } from '../storage/catalog.js';
import { collectionName } from './arguments.js';
import type { Command } from './context.js';
import type { Doc } from '../bson/document.js';
import { encodeKey } from '../bson/key.js';

/** Checks that every document can be read, and that its index entries are there, and no others. */
export const validate: Command = (call) => {
  const name = collectionName(call);
  const collection = call.database.find(call.db, name);
  if (collection === undefined)
    throw new MongoError(26, `Collection '${call.db}.${name}' does not exist to validate.`);
  const errors: string[] = [];
  const nrecords = checkDocuments(collection, errors);
  if (nrecords !== collection.info.count)
    errors.push(`count is ${collection.info.count}, documents are ${nrecords}`);
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
};

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

/** Counts both ways: every document's entries are found, and there are as many entries as that. */
function checkIndex(collection: Collection, index: IndexInfo, errors: string[]): number {
  let expected = 0;
  for (const stored of collection.documents()) {
    const missing = collection.missingEntries(index, new Stored(stored.key, stored.bytes));
    expected += missing.expected;
    if (missing.missing > 0) errors.push(`index ${index.name} lacks an entry of a document`);
  }
  const present = collection.countEntries(index);
  if (present !== expected) errors.push(`index ${index.name} has ${present} entries, ${expected} expected`);
  return present;
}
