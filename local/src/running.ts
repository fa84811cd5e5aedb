import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, writePidFile } from './processes/pid-file.js';

/** The PID file in a data directory. */
const pidFileOf = (dataDir: string): string => join(dataDir, 'supergraph.pid');

/**
 * Records that this process runs the supergraph on a data directory. If another process already does, its record stays:
 * this process then fails when it opens its ports or the database.
 *
 * @returns a function that deletes the record
 */
export async function markRunning(dataDir: string): Promise<() => Promise<void>> {
  const other = await findRunning(dataDir);
  if (other !== undefined && other.pid !== process.pid) return () => Promise.resolve();
  await writePidFile(pidFileOf(dataDir), process.pid);
  return () => rm(pidFileOf(dataDir), { force: true });
}

/** A supergraph that runs on a data directory. */
export interface RunningStack {
  readonly pid: number;
  /** The file to delete when the id belongs to another program after a crash. */
  readonly pidFile: string;
}

/** Says that a supergraph runs, and how to end it. */
export function describeRunning(dataDir: string, { pid, pidFile }: RunningStack): string {
  return (
    `the supergraph runs on ${dataDir} (process ${pid}): end it with Ctrl-C first. ` +
    `If that process is another program, delete ${pidFile}`
  );
}

/** @returns undefined when no supergraph runs on the data directory */
export async function findRunning(dataDir: string): Promise<RunningStack | undefined> {
  const pidFile = pidFileOf(dataDir);
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? { pid, pidFile } : undefined;
}
