import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Creates a directory and its missing parents. `mkdir` with `recursive: true` is not used: it never returns when the
 * parent exists but creating the directory fails with ENOENT, as it does in /proc.
 *
 * @param mode the permissions of each created directory; default: those of the process
 */
export async function makeDirectories(path: string, mode?: number): Promise<void> {
  if (existsSync(path)) return;
  await makeDirectories(dirname(path), mode);
  await mkdir(path, mode);
}
