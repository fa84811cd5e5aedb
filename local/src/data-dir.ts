import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { StartError } from '@supergraph/service-kit/start-error';

/** The folder in which one stack keeps all its files. */
export interface DataDir {
  readonly path: string;
  /** Deletes the directory if it was created for this run only. */
  dispose(): Promise<void>;
}

/**
 * Opens a data directory and creates it if it is missing. Without a path, creates a temporary one for this run only.
 *
 * @throws StartError when the directory is not writable
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
 * Creates a directory and its missing parents. `mkdir` with `recursive: true` is not used: it never returns when the
 * parent exists but creating the directory fails with ENOENT, as it does in /proc.
 */
async function makeDirectories(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeDirectories(dirname(path));
  await mkdir(path);
}
