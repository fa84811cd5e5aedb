import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a process whose parent was killed may take to notice and close its files, in milliseconds. */
const MAX_WAIT_MS = 5_000;
const CHECK_MS = 50;

/**
 * Waits until the process that a PID file names is gone: one whose parent was killed ends by itself, but not in the same
 * instant. The wait ends after `MAX_WAIT_MS`, because a process id may belong to another program by now.
 */
export async function awaitPreviousProcess(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return;
  for (let waited = 0; waited < MAX_WAIT_MS && isAlive(pid); waited += CHECK_MS) await sleep(CHECK_MS);
}

/** Records a process id for the next start. */
export async function writePidFile(pidFile: string, pid: number): Promise<void> {
  await writeFile(pidFile, String(pid), { mode: 0o600 });
}

/** Whether a process of this id runs, also when it belongs to another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
