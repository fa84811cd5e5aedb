import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { program } from './program.js';

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly uri: string;
  /** Sends SIGKILL. Resolves when the process has ended. */
  kill(): Promise<void>;
}

export interface Finished {
  readonly code: number | null;
  readonly stderr: string;
}

/** Starts the stand-alone server in a process of its own. */
export async function startProcess(dir: string, args: readonly string[] = []): Promise<ServerProcess> {
  const child = fork(program(), ['--dir', dir, '--port', '0', ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [ready] = (await once(child, 'message')) as [{ port: number }];
  return {
    child,
    uri: `mongodb://127.0.0.1:${ready.port}`,
    async kill() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Runs a server that is expected to fail at startup. */
export async function runToEnd(args: readonly string[]): Promise<Finished> {
  const child = fork(program(), args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, stderr };
}
