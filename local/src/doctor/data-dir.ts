import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCreatable, openDataDir } from '../data-dir.js';
import { right, wrong, type Finding } from './finding.js';

/** The permission bits of the group and of others. */
const NOT_OWNER = 0o077;

/** The folders that contain password hashes or private keys. */
const PRIVATE = ['db', 'keys'];

/** Checks that the data directory is writable, and that only its owner can read the secrets in it. */
export async function checkDataDir(dataDir: string): Promise<Finding> {
  const isMissing = !existsSync(dataDir);
  try {
    await (isMissing ? checkCreatable(dataDir) : openDataDir(dataDir));
  } catch (error) {
    return wrong('data', error instanceof Error ? error.message : String(error));
  }
  if (isMissing) return right('data', `${dataDir} does not exist yet: npm start creates it`);
  const open = await openToOthers(dataDir);
  if (open === undefined) return right('data', dataDir);
  return wrong(
    'data',
    `other users can read ${open}: run chmod -R go= ${PRIVATE.map((name) => join(dataDir, name)).join(' ')}`,
  );
}

/** The first private folder or file that other users have permissions for. Windows has no such permissions. */
async function openToOthers(dataDir: string): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  for (const folder of PRIVATE.map((name) => join(dataDir, name)).filter((path) => existsSync(path))) {
    const inside = await readdir(folder, { recursive: true });
    for (const path of [folder, ...inside.map((name) => join(folder, name))]) {
      const { mode } = await lstat(path);
      if ((mode & NOT_OWNER) !== 0) return path;
    }
  }
  return undefined;
}
