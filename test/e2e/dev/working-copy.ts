import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { repository } from './program.js';

/** A copy of this repository's working tree that a test may edit and run. */
export interface WorkingCopy {
  readonly root: string;
  read(path: string): string;
  /** Writes a file, new or existing. */
  write(path: string, text: string): void;
  /** Replaces a text. Throws when the file does not contain it, so that no edit is skipped unnoticed. */
  edit(path: string, from: string, to: string): void;
  delete(path: string): void;
  /** Removes the whole copy. */
  remove(): void;
}

const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.data', 'coverage', 'bench', 'fixtures']);

/** Copies the repository. Dependencies are links to the original's, but workspaces are linked to the copy's own. */
export function copyRepository(): WorkingCopy {
  // A short path, because the path of a Unix socket in it has a maximum length.
  const root = mkdtempSync(join(tmpdir(), 'dev-'));
  cpSync(repository, root, { recursive: true, filter: (source) => !LEFT_OUT.has(basename(source)) });
  for (const folder of ['.', 'router', 'schema', 'local', ...inside('packages'), ...inside('subgraphs')]) {
    linkDependencies(join(repository, folder, 'node_modules'), join(root, folder, 'node_modules'));
  }
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return {
    root,
    read,
    write: (path, text) => writeFileSync(join(root, path), text),
    edit(path, from, to) {
      const text = read(path);
      if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
      writeFileSync(
        join(root, path),
        text.replace(from, () => to),
      );
    },
    delete: (path) => rmSync(join(root, path)),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function inside(folder: string): readonly string[] {
  return readdirSync(join(repository, folder)).map((name) => `${folder}/${name}`);
}

function linkDependencies(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to);
  for (const entry of readdirSync(from)) {
    if (entry !== '@supergraph') {
      symlinkSync(join(from, entry), join(to, entry));
      continue;
    }
    mkdirSync(join(to, entry));
    for (const name of readdirSync(join(from, entry))) {
      symlinkSync(readlinkSync(join(from, entry, name)), join(to, entry, name));
    }
  }
}
