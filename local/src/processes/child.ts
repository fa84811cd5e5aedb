import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** A program of ours to run as a process. */
export interface Program {
  readonly name: string;
  /** The JavaScript file. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where everything it prints is appended. */
  readonly logFile: string;
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that has been started, and is not yet known to work. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves when it is gone, however it ended. */
  readonly ended: Promise<Ending>;
  /** The size of its log when it started: what comes after is its own. */
  readonly logStart: number;
}

/** Starts a program with an IPC channel, its output appended to its log. */
export function startChild(program: Program, nodeFlags: readonly string[]): Child {
  mkdirSync(dirname(program.logFile), { recursive: true, mode: 0o700 });
  const log = openSync(program.logFile, 'a', 0o600);
  try {
    const logStart = fstatSync(log).size;
    const child = fork(program.entry, [...(program.args ?? [])], {
      env: { ...program.env },
      execArgv: ['--enable-source-maps', ...nodeFlags],
      // The child writes to the file itself: nothing passes through this process, and nothing breaks when it dies.
      stdio: ['ignore', log, log, 'ipc'],
    });
    return { process: child, ended: untilEnded(child), logStart };
  } finally {
    closeSync(log);
  }
}

function untilEnded(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    // A process that could not even be started has no exit.
    child.once('error', () => {
      if (child.pid === undefined) resolve({ code: 1, signal: null });
    });
  });
}
