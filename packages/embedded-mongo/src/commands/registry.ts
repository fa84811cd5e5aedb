import { MongoError, notImplemented } from '../errors.js';
import { aggregate } from './aggregate.js';
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.js';
import { bulkWrite } from './bulk-write.js';
import type { Command } from './context.js';
import { remove } from './delete.js';
import { distinct } from './distinct.js';
import { explain } from './explain.js';
import { count, find, getMore, killCursors } from './find.js';
import { findAndModify } from './find-and-modify.js';
import { buildInfo, connectionStatus, hello, ok } from './handshake.js';
import { createIndexes, dropIndexes, listIndexes } from './indexes.js';
import { insert } from './insert.js';
import { update } from './update.js';
import { validate } from './validate.js';

export const COMMANDS: Readonly<Record<string, Command>> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: ok,
  buildInfo,
  buildinfo: buildInfo,
  connectionStatus,
  endSessions: ok,
  refreshSessions: ok,
  find,
  getMore,
  killCursors,
  count,
  distinct,
  aggregate,
  insert,
  update,
  delete: remove,
  bulkWrite,
  findAndModify,
  findandmodify: findAndModify,
  create,
  drop,
  dropDatabase,
  listCollections,
  listDatabases,
  createIndexes,
  listIndexes,
  dropIndexes,
  explain,
  validate,
};

/** Commands that MongoDB has and the embedded database refuses. */
export const REFUSED_COMMANDS: ReadonlySet<string> = new Set(
  `applyOps authenticate cloneCollectionAsCapped collMod collStats compact convertToCapped createRole
  createSearchIndexes createUser currentOp dataSize dbHash dbStats dropAllRolesFromDatabase dropAllUsersFromDatabase
  dropConnections dropRole dropSearchIndex dropUser filemd5 flushRouterConfig fsync fsyncUnlock getClusterParameter
  getCmdLineOpts getDefaultRWConcern getLog getParameter grantRolesToUser hostInfo killAllSessions
  killAllSessionsByPattern killOp killSessions listCommands listShards lockInfo logRotate logout mapReduce planCacheClear
  planCacheClearFilters planCacheListFilters planCacheSetFilter profile reIndex renameCollection replSetGetConfig
  replSetGetStatus replSetInitiate replSetStepDown revokeRolesFromUser rolesInfo rotateCertificates saslContinue
  saslStart serverStatus setClusterParameter setDefaultRWConcern setFeatureCompatibilityVersion setParameter
  shardCollection shutdown startSession top updateRole updateSearchIndex updateUser usersInfo validateDBMetadata
  whatsmyuri`.split(/\s+/),
);

const TRANSACTIONS = ['commitTransaction', 'abortTransaction'];

export function commandNamed(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command;
  if (TRANSACTIONS.includes(name)) {
    throw new MongoError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  if (REFUSED_COMMANDS.has(name)) throw notImplemented(`the command ${name}`);
  throw new MongoError(59, `no such command: '${name}'`);
}
