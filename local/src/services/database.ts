import { join } from 'node:path';
import { StartError } from '@supergraph/service-kit/start-error';
import { fitsSocket, socketUri } from '@supergraph/embedded-mongo/address';
import type { Program } from '../processes/child.js';
import { builtFile, type Variables } from './program.js';

/** The socket is in the data folder, so that only the folder's owner can connect. */
export const socketIn = (dataDir: string): string => join(dataDir, 'db', 'mongo.sock');

/** The URI of the embedded database: a Unix socket, or a TCP port when the socket's path would be too long. */
export function embeddedUri(dataDir: string, port: number): string {
  const socket = socketIn(dataDir);
  return fitsSocket(socket) ? socketUri(socket) : `mongodb://127.0.0.1:${port}`;
}

/** The program that runs the embedded database. */
export function databaseProgram(dataDir: string, port: number, inherited: Variables): Program {
  const socket = socketIn(dataDir);
  const address = fitsSocket(socket) ? ['--socket', socket] : ['--port', String(port)];
  return {
    name: 'embedded-mongo',
    entry: builtFile('packages/embedded-mongo', 'main.js'),
    logFile: join(dataDir, 'logs', 'mongo.log'),
    args: [...address, '--dir', join(dataDir, 'db')],
    env: { ...inherited },
  };
}

/** Explains why the embedded database did not start, and how to recover when its files are damaged. */
export function explainDatabaseFailure(error: unknown): StartError {
  const message = error instanceof Error ? error.message : String(error);
  if (!message.includes('is not a file of embedded-mongo')) return new StartError(message, error);
  return new StartError(
    `${message}: put a copy back, or start over without its data with npm run reset`,
    error,
  );
}

/**
 * The URI of one service's database. A path in the server's URI becomes a prefix: `prefix-name`.
 *
 * @param base `mongodb://host/prefix?options`
 */
export function databaseUri(base: string, name: string): string {
  const [, server = '', prefix = '', options = ''] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(\?.*)?$/.exec(base) ?? [];
  return `${server}/${prefix === '' ? '' : `${prefix}-`}${name}${options}`;
}
