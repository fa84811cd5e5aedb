import { MongoError } from '../errors.js';
import { aggregate } from './aggregate.js';
import { collMod, create, drop, dropDatabase, listCollections, listDatabases } from './collections.js';
import type { Command } from './context.js';
import { remove } from './delete.js';
import { distinct } from './distinct.js';
import { explain } from './explain.js';
import { count, find, getMore, killCursors } from './find.js';
import { findAndModify } from './find-and-modify.js';
import { buildInfo, connectionStatus, hello, ok, serverStatus } from './handshake.js';
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
  serverStatus,
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
  findAndModify,
  findandmodify: findAndModify,
  create,
  drop,
  dropDatabase,
  collMod,
  listCollections,
  listDatabases,
  createIndexes,
  listIndexes,
  dropIndexes,
  explain,
  validate,
};

const TRANSACTIONS = ['commitTransaction', 'abortTransaction'];

export function commandNamed(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command;
  if (TRANSACTIONS.includes(name)) {
    throw new MongoError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  throw new MongoError(59, `no such command: '${name}'`);
}
