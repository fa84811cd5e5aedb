import type { Doc } from '../bson/document.js';
import { MongoError } from '../errors.js';

/** The fields that every command accepts. */
const ALWAYS = new Set([
  ...['$db', 'lsid', '$clusterTime', '$readPreference', '$audit', '$client', '$configServerState', '$tenant'],
  ...[
    'readConcern',
    'writeConcern',
    'comment',
    'maxTimeMS',
    'maxTimeMSOpOnly',
    'databaseVersion',
    'shardVersion',
  ],
  ...['apiVersion', 'apiStrict', 'apiDeprecationErrors', 'mayBypassWriteBlocking', 'rawData', 'queryOptions'],
  ...['txnNumber', 'autocommit', 'startTransaction', 'stmtId', 'stmtIds', 'coordinator', 'txnRetryCounter'],
]);

const WRITE = ['ordered', 'bypassDocumentValidation', 'bypassEmptyTsReplacement', 'let'];
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  find: [
    ...[
      'filter',
      'projection',
      'sort',
      'hint',
      'skip',
      'limit',
      'batchSize',
      'singleBatch',
      'let',
      'collation',
    ],
    ...['allowDiskUse', 'noCursorTimeout', 'allowPartialResults', 'max', 'min', 'returnKey', 'showRecordId'],
    ...['tailable', 'awaitData', 'oplogReplay', 'term'],
  ],
  getMore: ['collection', 'batchSize', 'term'],
  killCursors: ['cursors'],
  count: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  distinct: ['key', 'query', 'collation', 'hint'],
  aggregate: [
    ...[
      'pipeline',
      'cursor',
      'explain',
      'allowDiskUse',
      'collation',
      'hint',
      'let',
      'bypassDocumentValidation',
    ],
    ...['bypassEmptyTsReplacement', 'exchange'],
  ],
  insert: ['documents', ...WRITE],
  update: ['updates', ...WRITE],
  delete: ['deletes', ...WRITE],
  bulkWrite: ['ops', 'nsInfo', 'errorsOnly', 'cursor', ...WRITE],
  findAndModify: [
    ...[
      'query',
      'sort',
      'remove',
      'update',
      'new',
      'fields',
      'upsert',
      'arrayFilters',
      'hint',
      'collation',
      'let',
    ],
    ...['bypassDocumentValidation', 'bypassEmptyTsReplacement'],
  ],
  create: [
    ...['capped', 'size', 'max', 'autoIndexId', 'idIndex', 'indexOptionDefaults', 'storageEngine', 'flags'],
    ...['viewOn', 'pipeline', 'collation', 'timeseries', 'expireAfterSeconds', 'clusteredIndex', 'temp'],
    ...[
      'changeStreamPreAndPostImages',
      'encryptedFields',
      'validator',
      'validationLevel',
      'validationAction',
    ],
  ],
  drop: ['collectionUUID'],
  dropDatabase: [],
  createIndexes: ['indexes', 'commitQuorum', 'v', 'ignoreUnknownIndexOptions'],
  listIndexes: ['cursor', 'includeBuildUUIDs', 'includeIndexBuildInfo'],
  dropIndexes: ['index'],
  listCollections: ['filter', 'cursor', 'nameOnly', 'authorizedCollections', 'includePendingDrops'],
  listDatabases: ['filter', 'nameOnly', 'authorizedDatabases'],
  explain: ['verbosity'],
};

/** Refuses unknown fields of a command: they may request a feature that the server lacks. */
export function assertKnownFields(name: string, body: Doc): void {
  const canonical = name === 'findandmodify' ? 'findAndModify' : name;
  const fields = Object.hasOwn(FIELDS, canonical) ? FIELDS[canonical] : undefined;
  if (fields === undefined) return;
  for (const field of Object.keys(body)) {
    if (field === name || ALWAYS.has(field) || fields.includes(field)) continue;
    throw new MongoError(40415, `BSON field '${name}.${field}' is an unknown field.`);
  }
}
