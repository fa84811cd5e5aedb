import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a database whose stack was killed may take to notice and close its files, in milliseconds. */
const LIMIT_MS = 5_000;
const CHECK_MS = 50;

/**
 * Waits until the database process of the stack that used this directory before is gone. It ends by itself when its
 * stack is killed, but not in the same instant. After the limit we go on: whether the directory is in use is for the
 * database to say, because a process id may belong to something else by now.
 */
export async function awaitPredecessor(dataDir: string): Promise<void> {
  const text = await readFile(pidFile(dataDir), 'utf8').catch(() => '');
  const pid = Number(text);
  if (!Number.isInteger(pid) || pid <= 0) return;
  for (let waited = 0; waited < LIMIT_MS && isAlive(pid); waited += CHECK_MS) await sleep(CHECK_MS);
}

/** Leaves the database's process id for whoever uses the directory next. */
export async function leaveNote(dataDir: string, pid: number): Promise<void> {
  await writeFile(pidFile(dataDir), String(pid));
}

function pidFile(dataDir: string): string {
  return join(dataDir, 'mongo.pid');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
