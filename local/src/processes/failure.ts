import { readFile } from 'node:fs/promises';
import { StartError } from '@supergraph/service-kit/start-error';
import type { Child, Ending, Program } from './child.js';

/**
 * The reason why a process ended, in one line: the last `name: reason` line that it printed, or else its exit code or
 * signal and the path of its log.
 */
export async function explainEnding(program: Program, child: Child, ending: Ending): Promise<StartError> {
  const reason = await lastReason(program, child);
  if (reason !== undefined) return new StartError(`${program.name}: ${reason}`);
  return new StartError(`${program.name} ended with ${describe(ending)}: see ${program.logFile}`);
}

async function lastReason(program: Program, child: Child): Promise<string | undefined> {
  const log = await readFile(program.logFile);
  const lines = log.subarray(child.logStart).toString().split('\n');
  const prefix = `${program.name}: `;
  return lines.findLast((line) => line.startsWith(prefix))?.slice(prefix.length);
}

function describe({ code, signal }: Ending): string {
  return signal ?? `exit code ${code ?? 1}`;
}
