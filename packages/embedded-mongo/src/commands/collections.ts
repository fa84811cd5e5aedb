import { Binary, UUID } from 'bson';
import type { Doc } from '../bson/document.js';
import { equalValues } from '../bson/compare.js';
import { encodeDocument } from '../bson/encode.js';
import { MongoError, notImplemented } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { simpleProjection } from '../query/projection.js';
import type { Database } from '../database.js';
import type { Catalog, CollectionInfo } from '../storage/catalog.js';
import { assertSimpleCollation, collectionName, flag, optionalDoc } from './arguments.js';
import type { Command } from './context.js';
import { refusedByCollMod } from './known-fields.js';
import { secondsOf } from './index-spec.js';
import { indexDocuments } from './indexes.js';

const REFUSED_OPTIONS = [
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
    if (body[option] !== undefined && body[option] !== false) throw notImplemented(option);
  await database.writer.write(() => {
    const existing = database.catalog.find(db, name);
    if (existing !== undefined) {
      if (sameOptions(existing, body)) return;
      throw new MongoError(48, `Collection ${db}.${name} already exists.`);
    }
    const info = database.catalog.create(db, name);
    database.catalog.change(info, validationOf(info, body));
  }, true);
  return { ok: 1 };
};

function sameOptions(info: CollectionInfo, body: Doc): boolean {
  const wanted = body.validator === undefined ? undefined : encodeDocument(optionalDoc(body, 'validator'));
  const present = info.validator === undefined ? undefined : encodeDocument(info.validator);
  return wanted === undefined ? present === undefined : present?.equals(wanted) === true;
}

/** How documents are checked, as a command asks for it; what it leaves out stays. */
function validationOf(info: CollectionInfo, body: Doc): Partial<CollectionInfo> {
  const level = body.validationLevel ?? info.validationLevel;
  const action = body.validationAction ?? info.validationAction;
  if (level !== 'strict' && level !== 'moderate' && level !== 'off')
    throw new MongoError(2, 'invalid validation level');
  if (action !== 'error' && action !== 'warn') throw new MongoError(2, 'invalid validation action');
  if (body.validator === undefined) return { validationLevel: level, validationAction: action };
  const asked = optionalDoc(body, 'validator');
  matcher(asked);
  const validator = Object.keys(asked).length > 0 ? asked : undefined;
  return { validator, validationLevel: level, validationAction: action };
}

export const collMod: Command = async (call) => {
  const { body, db, database } = call;
  const refused = refusedByCollMod(body);
  if (refused !== undefined) throw notImplemented(`collMod of ${refused}`);
  const name = collectionName(call);
  await database.writer.write(() => {
    const info = database.catalog.find(db, name);
    if (info === undefined) throw new MongoError(26, `ns does not exist: ${db}.${name}`);
    database.catalog.change(info, validationOf(info, body));
    const index = body.index === undefined ? undefined : optionalDoc(body, 'index');
    if (index !== undefined) modifyIndex(database.catalog, info, index);
  }, true);
  return { ok: 1 };
};

function modifyIndex(catalog: Catalog, info: CollectionInfo, change: Doc): void {
  const pattern = change.keyPattern;
  const found = info.indexes.find((index) =>
    pattern === undefined ? index.name === change.name : equalValues(index.key, pattern),
  );
  if (found === undefined)
    throw new MongoError(27, `cannot find index ${String(change.name)} for ns ${info.db}.${info.name}`);
  const { name: _name, keyPattern: _pattern, ...rest } = change;
  const unknown = Object.keys(rest).find((field) => field !== 'expireAfterSeconds' && field !== 'hidden');
  if (unknown !== undefined) throw notImplemented(`collMod of an index's ${unknown}`);
  if ('expireAfterSeconds' in change) {
    if (Object.keys(found.key).length > 1) throw new MongoError(72, 'TTL indexes are single-field indexes');
    catalog.changeIndex(info, found, { expireAfterSeconds: secondsOf(change) });
  }
  if ('hidden' in change) catalog.changeIndex(info, found, { hidden: flag(change, 'hidden') });
}

/**
 * Removes a collection whole. Resolves to how many indexes it had, or undefined when there is none. It is looked up
 * by the job: another may have dropped it, and made a new one, since the command came.
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
  const { validator, validationLevel, validationAction } = info;
  const uuid = new Binary(
    UUID.createFromHexString(info.uuid.replaceAll('-', '')).buffer,
    Binary.SUBTYPE_UUID,
  );
  return {
    name: info.name,
    type: 'collection',
    options: validator === undefined ? {} : { validator, validationLevel, validationAction },
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
