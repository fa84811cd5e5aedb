import { spawn } from 'node:child_process';
import { observe, root, type LocalProcess } from '../start/local-process.js';
import type { CodeBlock } from './code-blocks.js';

/**
 * The time after which a block that hangs is killed, in milliseconds. It is enough for the slowest block on a busy
 * machine.
 */
const TIMEOUT_MS = 540_000;

/** The environment of a reader who runs the commands of a document. */
export interface Terminal {
  /** The working directory of the commands. Default: this repository. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The addresses in the documents, and the addresses of the test's stack that replace them. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** Starts a block of commands. The block ends at the first command that fails. */
export function startBlock({ text }: CodeBlock, { cwd = root, env, addresses }: Terminal): LocalProcess {
  const script = Object.entries(addresses).reduce((all, [from, to]) => all.replaceAll(from, to), text);
  const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      APOLLO_TELEMETRY_DISABLED: '1',
      PORT: '0',
      ADMIN_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that npm, its shells and their programs can be ended together.
    detached: true,
  });
  const started = observe(child);
  const limit = setTimeout(() => endBlock(started, 'SIGKILL'), TIMEOUT_MS);
  void started.ended.then(() => clearTimeout(limit));
  return started;
}

/** Ends all processes of a block. */
export function endBlock({ pid }: LocalProcess, signal: NodeJS.Signals): void {
  process.kill(-pid, signal);
}

/**
 * Runs a block of commands until it ends.
 *
 * @param until the block is killed once it has printed this text; for commands that do not end by themselves
 * @returns the standard output
 */
export async function runBlock(block: CodeBlock, terminal: Terminal, until?: string): Promise<string> {
  const started = startBlock(block, terminal);
  if (until !== undefined) {
    await started.printed(until);
    endBlock(started, 'SIGKILL');
    await started.ended;
  } else if ((await started.ended) !== 0) {
    throw new Error(`${block.file}:${block.line} failed:\n${started.stdout()}${started.stderr()}`);
  }
  return started.stdout();
}
