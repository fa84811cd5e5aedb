import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** A program of this repository to run as a process. */
export interface Program {
  readonly name: string;
  /** The JavaScript file. */
  readonly entry: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The file to which its output is appended. */
  readonly logFile: string;
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that has been started and may not be ready yet. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves when the process has ended, normally or not. */
  readonly ended: Promise<Ending>;
  /** The size of its log file when the process started. Its own output comes after that. */
  readonly logStart: number;
}

/** As in the services' image: the responses of many concurrent requests do not fit into a young generation of the default size. */
const YOUNG_GENERATION = '--max-semi-space-size=32';

/** Starts a program with an IPC channel. Its output is appended to its log file. */
export function startChild(program: Program, nodeFlags: readonly string[]): Child {
  mkdirSync(dirname(program.logFile), { recursive: true, mode: 0o700 });
  const log = openSync(program.logFile, 'a', 0o600);
  try {
    const logStart = fstatSync(log).size;
    const child = fork(program.entry, [...(program.args ?? [])], {
      env: { ...program.env },
      execArgv: ['--enable-source-maps', YOUNG_GENERATION, ...nodeFlags],
      // The child writes to the file itself, so its output survives the death of this process.
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
    // A process that could not be started emits `error` and no `exit`.
    child.once('error', () => {
      if (child.pid === undefined) resolve({ code: 1, signal: null });
    });
  });
}
