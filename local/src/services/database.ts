import { join } from 'node:path';
import { StartError } from '@supergraph/service-kit/start-error';
import { fitsSocket, socketUri } from '@supergraph/embedded-mongo/address';
import type { Program } from '../processes/child.js';
import { builtFile, type Variables } from './program.js';

/** Beside the data: only the owner of that folder can connect. */
export const socketIn = (dataDir: string): string => join(dataDir, 'db', 'mongo.sock');

/** The address of the embedded database server: a Unix socket, or a port where the path of the folder is too long for one. */
export function embeddedUri(dataDir: string, port: number): string {
  const socket = socketIn(dataDir);
  return fitsSocket(socket) ? socketUri(socket) : `mongodb://127.0.0.1:${port}`;
}

/** The embedded database as the program to start. */
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

/** Why the embedded database does not start, with the way out when its files are damaged. */
export function explainDatabaseFailure(error: unknown): StartError {
  const message = error instanceof Error ? error.message : String(error);
  if (!message.includes('is not a file of embedded-mongo')) return new StartError(message, error);
  return new StartError(
    `${message}: put a copy back, or start over without its data with npm run reset`,
    error,
  );
}

/**
 * The address of one service's database on a server: its name after the path that the address has, if any.
 *
 * @param base `mongodb://host/prefix?options`
 */
export function databaseUri(base: string, name: string): string {
  const [, server = '', prefix = '', options = ''] =
    /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(\?.*)?$/.exec(base) ?? [];
  return `${server}/${prefix === '' ? '' : `${prefix}-`}${name}${options}`;
}
