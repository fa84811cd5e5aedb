import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join, relative } from 'node:path';

/** The interval at which the files are checked, in milliseconds. */
const LOOK_MS = 200;

/**
 * Reports files that were added, changed or removed, by their paths relative to the root. The next check starts after
 * the changes of this one have been handled. It polls, because file system events do not arrive on the mounts of
 * containers and virtual machines.
 *
 * @param folders relative to the root
 * @returns a function that stops watching
 */
export function watchFiles(
  root: string,
  folders: readonly string[],
  onChange: (paths: readonly string[]) => Promise<void>,
): () => void {
  let known = snapshot(root, folders);
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const look = async (): Promise<void> => {
    const now = snapshot(root, folders);
    const changed = [...new Set([...known.keys(), ...now.keys()])].filter(
      (path) => known.get(path) !== now.get(path),
    );
    known = now;
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

/** The modification time and size of every source file, by its path relative to the root. */
function snapshot(root: string, folders: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const visit = (folder: string): void => {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !IGNORED.has(entry.name)) visit(path);
      if (!entry.isFile() || !isSource(entry.name)) continue;
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat !== undefined)
        files.set(relative(root, path).replaceAll('\\', '/'), `${stat.mtimeMs} ${stat.size}`);
    }
  };
  for (const folder of folders) visit(join(root, folder));
  return files;
}

/** Returns no entries for a folder that has just been removed. */
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
