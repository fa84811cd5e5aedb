import { realpathSync } from 'node:fs';
import { MongoError } from '../errors.js';
import type { Environment } from './lmdb.js';

/** The directories open in this process. LMDB would silently share their environment. */
const open = new Set<string>();

/**
 * Makes this process the only server of a directory, or throws. LMDB keeps a table of the processes that read, and
 * guards each entry with a lock that the operating system releases with the process. So a kill leaves no stale lock,
 * and no process id can be mistaken for another. Each process enters the table before it reads it, inside the write
 * lock, so two that start at once always see each other.
 */
export function claimDirectory(environment: Environment, dir: string): () => void {
  const path = realpathSync(dir);
  if (open.has(path)) throw inUse(dir, process.pid);
  const { root } = environment;
  root.get(Buffer.from('reader'));
  root.readerCheck();
  const other = root.transactionSync(() => readers(root.readerList()).find((pid) => pid !== process.pid));
  if (other !== undefined) throw inUse(dir, other);
  open.add(path);
  return () => {
    open.delete(path);
  };
}

/** The process ids: the first column of LMDB's reader list. */
const readers = (list: string): number[] =>
  list
    .split('\n')
    .map((line) => Number(line.trim().split(/\s+/)[0]))
    .filter((pid) => Number.isInteger(pid) && pid > 0);

const inUse = (dir: string, pid: number): MongoError =>
  new MongoError(98, `${dir} is in use by another embedded-mongo (process ${pid})`);
