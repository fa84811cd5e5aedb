import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './usage-error.js';
import { readText } from './files.js';
import type { Tree } from './tree.js';

/** The files of the working tree. The error for an unreadable file names it. */
export function workingTree(root: string): Tree {
  return {
    nameOf: (path) => path,
    has: (path) => existsSync(join(root, path)),
    read: (path) => readText(join(root, path), path),
    list: (folder) => {
      try {
        return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new UsageError(`${folder} cannot be read: ${reason}`);
      }
    },
  };
}
