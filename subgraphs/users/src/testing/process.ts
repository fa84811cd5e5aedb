import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Starts a built program of this service in its own process. */
export function startProgram(file: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../dist', file), ...args], {
    env: { PATH: process.env.PATH, APOLLO_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = { stdout: '', stderr: '' };
  collect(child.stdout, (text) => (output.stdout += text));
  collect(child.stderr, (text) => (output.stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
  return { child, ended };
}

/** Runs a program and waits for its end. */
export function runProgram(file: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  return startProgram(file, args, env).ended;
}

function collect(stream: Readable | null, add: (text: string) => void): void {
  stream?.setEncoding('utf8').on('data', add);
}
