import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join, relative } from 'node:path';

/** The interval at which the files are checked, in milliseconds. */
const LOOK_MS = 200;

/** The modification time and size of every watched file, by its path relative to the root. */
export type Snapshot = ReadonlyMap<string, string>;

/**
 * Reports files that were added, changed or removed since `known`, by their paths relative to the root. The next check
 * starts after the changes of this one have been handled. It polls, because file system events do not arrive on the
 * mounts of containers and virtual machines.
 *
 * @param watched files and folders, relative to the root
 * @returns a function that stops watching
 */
export function watchFiles(
  root: string,
  watched: readonly string[],
  known: Snapshot,
  onChange: (paths: readonly string[]) => Promise<void>,
): () => void {
  let before = known;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const look = async (): Promise<void> => {
    const now = takeSnapshot(root, watched);
    const changed = [...new Set([...before.keys(), ...now.keys()])].filter(
      (path) => before.get(path) !== now.get(path),
    );
    before = now;
    if (changed.length > 0) await onChange(changed);
    if (!isOver) timer = setTimeout(() => void look(), LOOK_MS);
  };
  timer = setTimeout(() => void look(), LOOK_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

const IGNORED = new Set(['node_modules', 'dist', 'generated', 'testing']);

/** @param watched files, and folders of which all source files count, relative to the root */
export function takeSnapshot(root: string, watched: readonly string[]): Snapshot {
  const files = new Map<string, string>();
  const add = (path: string): void => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() === true)
      files.set(relative(root, path).replaceAll('\\', '/'), `${stat.mtimeMs} ${stat.size}`);
  };
  const visit = (folder: string): void => {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !IGNORED.has(entry.name)) visit(path);
      if (entry.isFile() && isSource(entry.name)) add(path);
    }
  };
  for (const path of watched.map((each) => join(root, each))) {
    add(path);
    visit(path);
  }
  return files;
}

/** Returns no entries for a file, and for a folder that has just been removed. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isSource(name: string): boolean {
  return name === 'schema.graphql' || (name.endsWith('.ts') && !name.endsWith('.test.ts'));
}
