import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { CodeBlock } from './code-blocks.js';

const repository = resolve(import.meta.dirname, '../../..');

/** Enough for the slowest block on a busy machine, and an end for one that hangs, in milliseconds. */
const TIMEOUT_MS = 240_000;

/** The addresses of the stack that the tests run, for those that the documents write. */
export interface Addresses {
  readonly graphqlUrl: string;
  readonly mongoUri: string;
}

/**
 * Runs a block of commands as a reader would, in the repository's root, up to its first failure.
 *
 * @param until ends a command that would run on, when it has printed this
 * @returns all that it printed
 */
export function runBlock(block: CodeBlock, addresses: Addresses, until?: string): Promise<string> {
  const script = block.text
    .replaceAll(/(?:http:\/\/)?localhost:4000\/graphql/g, addresses.graphqlUrl)
    .replaceAll('mongodb://127.0.0.1:27017', addresses.mongoUri.replace(/\/$/, ''));
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: repository,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      APOLLO_TELEMETRY_DISABLED: '1',
      PORT: '0',
      ADMIN_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that npm, its shells and their programs end together.
    detached: true,
  });
  const end = () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL');
  const limit = setTimeout(end, TIMEOUT_MS);
  let stdout = '';
  let stderr = '';
  let isReached = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (until === undefined || isReached || !stdout.includes(until)) return;
    isReached = true;
    end();
  });
  return new Promise((done, fail) => {
    child.once('close', (code) => {
      clearTimeout(limit);
      if (isReached || (code === 0 && until === undefined)) done(stdout);
      else
        fail(new Error(`${block.file}:${block.line} ended with ${code ?? 'a signal'}:\n${stdout}${stderr}`));
    });
  });
}
