import { Binary, UUID } from 'bson';
import type { Doc } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { notImplemented } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { simpleProjection } from '../query/projection.js';
import type { Database } from '../database.js';
import type { CollectionInfo } from '../storage/catalog.js';
import { assertSimpleCollation, collectionName, flag, optionalDoc } from './arguments.js';
import type { Command } from './context.js';
import { indexDocuments } from './indexes.js';

const REFUSED_OPTIONS = [
  'validator',
  'validationLevel',
  'validationAction',
  'expireAfterSeconds',
  'encryptedFields',
  'capped',
  'viewOn',
  'timeseries',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
];

export const create: Command = async (call) => {
  const { body, db, database } = call;
  const name = collectionName(call);
  assertSimpleCollation(body);
  for (const option of REFUSED_OPTIONS)
    if (body[option] !== undefined && body[option] !== false)
      throw notImplemented(`the option ${option} of a collection`);
  await database.writer.write(() => {
    if (database.catalog.find(db, name) === undefined) database.catalog.create(db, name);
  }, true);
  return { ok: 1 };
};

/**
 * Drops a collection. Resolves to the number of its indexes, or undefined when the collection does not exist. The job
 * looks it up itself: another client may have dropped and recreated it since the command arrived.
 */
function dropCollection(database: Database, db: string, name: string): Promise<number | undefined> {
  return database.writer.write(() => {
    const collection = database.find(db, name);
    if (collection === undefined) return undefined;
    database.catalog.remove(collection.info);
    collection.clear();
    return collection.info.indexes.length + 1;
  }, true);
}

export const drop: Command = async (call) => {
  const { db, database } = call;
  const name = collectionName(call);
  const nIndexesWas = await dropCollection(database, db, name);
  return nIndexesWas === undefined ? { ok: 1 } : { nIndexesWas, ns: `${db}.${name}`, ok: 1 };
};

export const dropDatabase: Command = async (call) => {
  const { db, database } = call;
  const all = database.catalog.collections(db);
  for (const info of all) await dropCollection(database, db, info.name);
  return all.length === 0 ? { ok: 1 } : { dropped: db, ok: 1 };
};

export const listCollections: Command = ({ body, db, database, cursors }) => {
  const accepts = matcher(optionalDoc(body, 'filter'));
  const nameOnly = flag(body, 'nameOnly');
  const listed = database.catalog.collections(db).map(describe).filter(accepts);
  const project = nameOnly ? simpleProjection({ name: 1, type: 1, _id: 0 }) : undefined;
  const bytes = listed.map((doc) => encodeDocument(project === undefined ? doc : project(doc)));
  return cursors.first(`${db}.$cmd.listCollections`, bytes.values(), Number.MAX_SAFE_INTEGER);
};

function describe(info: CollectionInfo): Doc {
  const uuid = new Binary(
    UUID.createFromHexString(info.uuid.replaceAll('-', '')).buffer,
    Binary.SUBTYPE_UUID,
  );
  return {
    name: info.name,
    type: 'collection',
    options: {},
    info: { readOnly: false, uuid },
    idIndex: indexDocuments(info)[0],
  };
}

export const listDatabases: Command = ({ body, database }) => {
  const accepts = matcher(optionalDoc(body, 'filter'));
  const databases = database.catalog
    .databases()
    .map((name) => ({ name, sizeOnDisk: 0, empty: false }))
    .filter((info) => accepts(info));
  if (flag(body, 'nameOnly')) return { databases: databases.map(({ name }) => ({ name })), ok: 1 };
  return { databases, totalSize: 0, totalSizeMb: 0, ok: 1 };
};
