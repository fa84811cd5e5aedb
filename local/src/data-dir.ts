import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { StartError } from '@supergraph/service-kit/start-error';

/** Where one stack keeps everything it writes. */
export interface DataDir {
  readonly path: string;
  /** Removes it, if it was made for this run only. */
  dispose(): Promise<void>;
}

/**
 * Opens a data directory, made when it is not there; without a path, one for this run only.
 *
 * @throws StartError when we cannot write to it
 */
export async function openDataDir(path: string | undefined): Promise<DataDir> {
  if (path !== undefined) {
    await makeUsable(resolve(path));
    return { path: resolve(path), dispose: () => Promise.resolve() };
  }
  const temporary = await mkdtemp(join(tmpdir(), 'supergraph-'));
  return { path: temporary, dispose: () => rm(temporary, { recursive: true, force: true, maxRetries: 3 }) };
}

async function makeUsable(path: string): Promise<void> {
  const probe = join(path, `.probe-${randomUUID()}`);
  try {
    await makeDirectories(path);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StartError(
      `DATA_DIR ${path} cannot be used (${reason}): set it to a folder you can write`,
      error,
    );
  }
}

/**
 * Makes a directory and those it lies in. Node's own `recursive` never returns where a file system says of a new
 * directory in one that exists that there is no such place, as /proc does.
 */
async function makeDirectories(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeDirectories(dirname(path));
  await mkdir(path);
}
