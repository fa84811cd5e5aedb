import type { Doc } from '../bson/document.js';
import { isDoc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { MongoError } from '../errors.js';
import type { CollectionInfo, IndexInfo } from '../storage/catalog.js';
import { collectionName, docs } from './arguments.js';
import type { Command } from './context.js';
import { existing, isIdKey, parseKey, parseSpec } from './index-spec.js';

const MAX_INDEXES = 64;

export const createIndexes: Command = async (call) => {
  const { body, db, database } = call;
  const name = collectionName(call);
  const specs = docs(body, 'indexes').map(parseSpec);
  if (specs.length === 0) throw new MongoError(2, 'Must specify at least one index to create');
  const created: IndexInfo[] = [];
  const outcome = await database.writer.write(() => {
    const createdCollectionAutomatically = database.catalog.find(db, name) === undefined;
    const collection = database.findOrCreate(db, name);
    const { info } = collection;
    const numIndexesBefore = createdCollectionAutomatically ? 1 : info.indexes.length + 1;
    for (const spec of specs) {
      if (existing(info, spec)) continue;
      if (info.indexes.length + 1 >= MAX_INDEXES)
        throw new MongoError(67, `add index fails, too many indexes for ${db}.${name}`);
      const index = { ...spec, id: database.catalog.newId(), ready: false };
      collection.build(index);
      database.catalog.change(info, { indexes: [...info.indexes, index] });
      created.push(index);
    }
    return { numIndexesBefore, numIndexesAfter: info.indexes.length + 1, createdCollectionAutomatically };
  }, true);
  for (const index of created) index.ready = true;
  return { ...outcome, ...(created.length === 0 ? { note: 'all indexes already exist' } : {}), ok: 1 };
};

/** The indexes as `listIndexes` returns them, the implicit one on `_id` first. */
export function indexDocuments(info: CollectionInfo): Doc[] {
  return [
    { v: 2, key: { _id: 1 }, name: '_id_' },
    ...info.indexes.map((index) => ({
      v: 2,
      key: { ...index.key },
      name: index.name,
      ...(index.unique ? { unique: true } : {}),
      ...(index.sparse ? { sparse: true } : {}),
      ...(index.partial === undefined ? {} : { partialFilterExpression: index.partial }),
      ...(index.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: index.expireAfterSeconds }),
    })),
  ];
}

export const listIndexes: Command = (call) => {
  const { db, database, cursors } = call;
  const name = collectionName(call);
  const info = database.catalog.find(db, name);
  if (info === undefined) throw new MongoError(26, `ns does not exist: ${db}.${name}`);
  const bytes = indexDocuments(info).map((doc) => encodeDocument(doc));
  return cursors.first(`${db}.${name}`, bytes.values(), Number.MAX_SAFE_INTEGER);
};

export const dropIndexes: Command = async (call) => {
  const { body, db, database } = call;
  const name = collectionName(call);
  const nIndexesWas = await database.writer.write(() => {
    const collection = database.find(db, name);
    if (collection === undefined) throw new MongoError(26, `ns not found ${db}.${name}`);
    const { info } = collection;
    const dropped = toDrop(info, body.index);
    const were = info.indexes.length + 1;
    for (const index of dropped) collection.clearIndex(index);
    const kept = info.indexes.filter((index) => !dropped.includes(index));
    database.catalog.change(info, { indexes: kept });
    return were;
  }, true);
  return { nIndexesWas, ok: 1 };
};

function toDrop(info: CollectionInfo, which: unknown): readonly IndexInfo[] {
  if (which === '*') return info.indexes;
  if (Array.isArray(which)) return which.flatMap((one) => toDrop(info, one));
  if (which === '_id_') throw new MongoError(72, 'cannot drop _id index');
  if (isDoc(which)) {
    const key = JSON.stringify(parseKey(which));
    if (isIdKey(parseKey(which))) throw new MongoError(72, 'cannot drop _id index');
    const found = info.indexes.filter((index) => JSON.stringify(index.key) === key);
    if (found.length === 0) throw new MongoError(27, `can't find index with key: ${key}`);
    if (found.length > 1)
      throw new MongoError(
        181,
        `${found.length} indexes found for key: ${key}, identify by name instead: ${found.map(({ name }) => name).join(', ')}`,
      );
    return found;
  }
  const found = info.indexes.find((index) => index.name === which);
  if (found === undefined) throw new MongoError(27, `index not found with name [${String(which)}]`);
  return [found];
}
