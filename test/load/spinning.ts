import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

/** Keeps every core busy, with one process for each. @returns ends the processes */
export function startSpinning(): () => Promise<void> {
  const processes = Array.from({ length: availableParallelism() }, () =>
    fork(resolve(import.meta.dirname, 'spin.mjs'), { execArgv: [] }),
  );
  return async () => {
    await Promise.all(processes.map(end));
  };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
