import type { Doc } from '../bson/document.js';
import { isDoc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { equalValues } from '../bson/key.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { MongoError, notImplemented } from '../errors.js';
import { matcher } from '../query/matcher.js';
import type { CollectionInfo, IndexInfo } from '../storage/catalog.js';
import {
  assertSimpleCollation,
  collectionName,
  docs,
  flag,
  optionalDoc,
  optionalNumber,
} from './arguments.js';
import type { Command } from './context.js';

type IndexSpec = Omit<IndexInfo, 'id' | 'ready'>;

const KNOWN = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'hidden',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'collation',
  'ns',
  'dropDups',
];
const MAX_INDEXES = 64;

function parseSpec(spec: Doc): IndexSpec {
  for (const option of Object.keys(spec))
    if (!KNOWN.includes(option)) throw notImplemented(`the index option ${option}`);
  assertSimpleCollation(spec);
  const key = parseKey(optionalDoc(spec, 'key'));
  const name = spec.name ?? Object.entries(key).flat().join('_');
  if (typeof name !== 'string' || name === '') throw new MongoError(67, 'an index needs a name');
  const partial =
    spec.partialFilterExpression === undefined ? undefined : optionalDoc(spec, 'partialFilterExpression');
  if (partial !== undefined) matcher(partial);
  const sparse = flag(spec, 'sparse');
  if (sparse && partial !== undefined)
    throw new MongoError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  return {
    name,
    key,
    unique: flag(spec, 'unique'),
    sparse,
    hidden: flag(spec, 'hidden'),
    ...(partial === undefined ? {} : { partial }),
    ...(spec.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: ttl(spec, key) }),
    multikey: Object.keys(key).map(() => false),
  };
}

function parseKey(key: Doc): IndexInfo['key'] {
  const fields = Object.entries(key).map(([field, direction]): [string, 1 | -1] => {
    if (typeof direction === 'string') throw notImplemented(`an index of type ${direction}`);
    if (field === '' || field.startsWith('$') || field.includes('$**'))
      throw new MongoError(67, `bad index key pattern: field '${field}'`);
    const order = isNumeric(direction) ? toNumber(direction) : 0;
    if (order === 0 || Number.isNaN(order))
      throw new MongoError(67, 'Values in the index key pattern must be numbers other than 0');
    return [field, order < 0 ? -1 : 1];
  });
  if (fields.length === 0) throw new MongoError(67, 'Index keys cannot be an empty document');
  if (fields.length > 32) throw new MongoError(13103, 'too many compound keys');
  return Object.fromEntries(fields);
}

function ttl(spec: Doc, key: IndexInfo['key']): number {
  if (Object.keys(key).length > 1)
    throw new MongoError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  const seconds = optionalNumber(spec, 'expireAfterSeconds', 0);
  if (seconds < 0) throw new MongoError(67, 'TTL index expireAfterSeconds has to be at least 0');
  return seconds;
}

const comparable = ({ key, unique, sparse, partial, expireAfterSeconds }: IndexSpec): Doc => ({
  key: Object.entries(key).flat(),
  unique,
  sparse,
  partial: partial ?? null,
  expireAfterSeconds: expireAfterSeconds ?? null,
});

/** The index that is already there, undefined when the new one is new; an error when they disagree. */
function existing(info: CollectionInfo, spec: IndexSpec): boolean {
  if (isIdKey(spec.key)) return true;
  if (spec.name === '_id_') throw new MongoError(2, "The index name '_id_' is reserved for the _id index");
  const same = (index: IndexSpec): boolean => equalValues(comparable(index), comparable(spec));
  const byName = info.indexes.find((index) => index.name === spec.name);
  if (byName !== undefined) {
    if (same(byName)) return true;
    throw new MongoError(
      86,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(spec.key)}, existing index: ${JSON.stringify(byName.key)}`,
    );
  }
  const keyOf = (index: IndexSpec): Doc => ({
    key: Object.entries(index.key).flat(),
    partial: index.partial ?? null,
    sparse: index.sparse,
    unique: index.unique,
  });
  const byKey = info.indexes.find((index) => equalValues(keyOf(index), keyOf(spec)));
  if (byKey !== undefined)
    throw new MongoError(85, `Index already exists with a different name: ${byKey.name}`);
  return false;
}

const isIdKey = (key: IndexInfo['key']): boolean => Object.keys(key).join() === '_id' && key._id === 1;

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

/** As `listIndexes` shows them, the implicit one on `_id` first. */
export function indexDocuments(info: CollectionInfo): Doc[] {
  return [
    { v: 2, key: { _id: 1 }, name: '_id_' },
    ...info.indexes.map((index) => ({
      v: 2,
      key: { ...index.key },
      name: index.name,
      ...(index.unique ? { unique: true } : {}),
      ...(index.sparse ? { sparse: true } : {}),
      ...(index.hidden ? { hidden: true } : {}),
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
    return found;
  }
  const found = info.indexes.find((index) => index.name === which);
  if (found === undefined) throw new MongoError(27, `index not found with name [${String(which)}]`);
  return [found];
}
