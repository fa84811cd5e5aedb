import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The note that an import is complete. It is written last, so that an import that was killed is run again, and it
 * names the database, so that another one is filled too.
 */
export interface Marker {
  isSet(): Promise<boolean>;
  set(): Promise<void>;
}

/** @param database what identifies the database; may hold a password, and is not written down */
export function createMarker(dataDir: string, database: string): Marker {
  const file = join(dataDir, 'northwind.imported');
  const note = createHash('sha256').update(database).digest('hex');
  return {
    async isSet() {
      const written = await readFile(file, 'utf8').catch(() => '');
      return written.trim() === note;
    },
    async set() {
      const draft = `${file}.${process.pid}`;
      await writeFile(draft, `${note}\n`, { mode: 0o600 });
      await rename(draft, file);
    },
  };
}
