import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A file that records a complete import. It is written last, so that an interrupted import runs again. It contains a
 * hash of the database's address, so that another database is filled too.
 */
export interface Marker {
  isSet(): Promise<boolean>;
  set(): Promise<void>;
}

/** @param database identifies the database. It may contain a password, so only its hash is written. */
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
