import { join } from 'node:path';
import type { Program } from '../processes/child.js';
import { builtFile, type Variables } from './program.js';

/** The embedded database as the program to start. */
export function databaseProgram(dataDir: string, port: number, inherited: Variables): Program {
  return {
    name: 'embedded-mongo',
    entry: builtFile('packages/embedded-mongo', 'main.js'),
    logFile: join(dataDir, 'logs', 'mongo.log'),
    args: ['--port', String(port), '--dir', join(dataDir, 'db')],
    env: { ...inherited },
  };
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
