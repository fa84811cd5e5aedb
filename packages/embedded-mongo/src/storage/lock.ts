import { realpathSync } from 'node:fs';
import { MongoError } from '../errors.js';
import type { Environment } from './lmdb.js';

/** Directories open in this process: LMDB would share their environment without a word. */
const open = new Set<string>();

/**
 * Makes this process the only server of a directory, or throws. LMDB keeps a table of the processes that
 * read, each entry guarded by a lock that the system drops with its process: there is no stale lock after
 * a kill, and no process id to mistake for another's. Being in the table before looking at it, inside the
 * write lock, two that start at once cannot miss each other.
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

/** The first column of LMDB's listing. */
const readers = (list: string): number[] =>
  list
    .split('\n')
    .map((line) => Number(line.trim().split(/\s+/)[0]))
    .filter((pid) => Number.isInteger(pid) && pid > 0);

const inUse = (dir: string, pid: number): MongoError =>
  new MongoError(98, `${dir} is in use by another embedded-mongo (process ${pid})`);
