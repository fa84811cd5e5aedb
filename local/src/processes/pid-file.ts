import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** The maximum time that a process needs to exit after its parent was killed, in milliseconds. */
const MAX_WAIT_MS = 5_000;
const CHECK_MS = 50;

/**
 * Waits until the process named in a PID file has exited. A process whose parent was killed exits by itself, a moment
 * later. The wait ends after `MAX_WAIT_MS`, because the id may belong to another program by now.
 */
export async function awaitPreviousProcess(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return;
  for (let waited = 0; waited < MAX_WAIT_MS && isAlive(pid); waited += CHECK_MS) await sleep(CHECK_MS);
}

/** Writes a process id for the next start. */
export async function writePidFile(pidFile: string, pid: number): Promise<void> {
  await writeFile(pidFile, String(pid), { mode: 0o600 });
}

/** Whether a process with this id runs, including one of another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
