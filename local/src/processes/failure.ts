import { readFile } from 'node:fs/promises';
import { StartError } from '@supergraph/service-kit/start-error';
import type { Child, Ending, Program } from './child.js';

/**
 * The reason why a process ended, in one line: from the last `fatal` line of its log, or its last `name: reason` line,
 * whichever is later. Without either, it is the exit code or signal and the path of the log.
 */
export async function explainEnding(program: Program, child: Child, ending: Ending): Promise<StartError> {
  const reason = await lastReason(program, child);
  if (reason !== undefined) return new StartError(`${program.name}: ${reason}`);
  return new StartError(`${program.name} ended with ${describe(ending)}: see ${program.logFile}`);
}

async function lastReason(program: Program, child: Child): Promise<string | undefined> {
  const log = await readFile(program.logFile);
  const lines = log.subarray(child.logStart).toString().split('\n');
  for (const line of lines.reverse()) {
    const reason = fatalReason(line) ?? plainReason(program.name, line);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function fatalReason(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, err } = JSON.parse(line) as LogLine;
    if (level !== 'fatal' || msg === undefined) return undefined;
    return err?.message === undefined ? msg : `${err.message} (${msg})`;
  } catch {
    return undefined;
  }
}

interface LogLine {
  readonly level?: string;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}

function plainReason(name: string, line: string): string | undefined {
  const prefix = `${name}: `;
  return line.startsWith(prefix) ? line.slice(prefix.length) : undefined;
}

function describe({ code, signal }: Ending): string {
  return signal ?? `exit code ${code ?? 1}`;
}
