import { Long } from 'bson';
import { MAX_DOCUMENT_BYTES } from '../bson/encode.js';
import { MAX_MESSAGE_BYTES } from '../protocol/message.js';
import type { Command } from './context.js';

/** The version whose behaviour is answered with. */
const VERSION = '8.0.0';
export const MAX_WRITES = 100_000;

export const hello: Command = ({ name, body, connectionId }) => ({
  ...(name === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
  helloOk: true,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: MAX_MESSAGE_BYTES,
  maxWriteBatchSize: MAX_WRITES,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId,
  minWireVersion: 0,
  maxWireVersion: 25,
  readOnly: false,
  ...(offersZlib(body.compression) ? { compression: ['zlib'] } : {}),
  ok: 1,
});

const offersZlib = (offered: unknown): boolean => Array.isArray(offered) && offered.includes('zlib');

export const ok: Command = () => ({ ok: 1 });

export const buildInfo: Command = () => ({
  version: VERSION,
  versionArray: VERSION.split('.').map(Number).concat(0),
  gitVersion: 'embedded',
  modules: ['supergraph-embedded-mongo'],
  javascriptEngine: 'none',
  sysInfo: 'deprecated',
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  storageEngines: ['lmdb'],
  ok: 1,
});

export const connectionStatus: Command = () => ({
  authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
  ok: 1,
});

export const serverStatus: Command = ({ startedAt, connections, counts, cursors }) => {
  const memory = process.memoryUsage();
  const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  return {
    host: 'localhost',
    version: VERSION,
    process: 'embedded-mongo',
    pid: Long.fromNumber(process.pid),
    uptime: (Date.now() - startedAt) / 1000,
    uptimeMillis: Long.fromNumber(Date.now() - startedAt),
    localTime: new Date(),
    connections: { current: connections(), active: connections() },
    mem: { bits: 64, resident: megabytes(memory.rss), virtual: megabytes(memory.rss) },
    metrics: { cursor: { open: { total: cursors.size } }, commands: Object.fromEntries(counts) },
    storageEngine: { name: 'lmdb', persistent: true, supportsCommittedReads: true },
    ok: 1,
  };
};
