import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { makeDirectories } from '@supergraph/service-kit/make-directories';
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
    throw unusable(path, error);
  }
}

/**
 * Checks whether a missing directory can be created, without creating it.
 *
 * @throws StartError when it cannot
 */
export async function checkCreatable(path: string): Promise<void> {
  let existing = dirname(path);
  while (!existsSync(existing)) existing = dirname(existing);
  try {
    await rmdir(await mkdtemp(join(existing, '.probe-')));
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): StartError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new StartError(
    `DATA_DIR ${path} cannot be used (${reason}): set it to a folder you can write`,
    error,
  );
}
