import { execFileSync } from 'node:child_process';
import { UsageError } from '../commands/usage-error.js';
import { withoutMark } from './files.js';
import type { Tree } from './tree.js';

/** The files as a commit, tag or branch has them. Git is the registry: nothing else remembers old schemas. */
export function gitTree(root: string, ref: string): Tree {
  const git = (args: readonly string[], path: string, input = '') => {
    try {
      return execFileSync('git', args, { cwd: root, input, maxBuffer: 1024 ** 3, stdio: 'pipe' });
    } catch (error) {
      throw new UsageError(`The graph of ${ref} cannot be read: ${gitSays(error, path)}`);
    }
  };
  const listed = new Map<string, string>();
  return {
    nameOf: (path) => `${path} at ${ref}`,
    has: (path) => git(['ls-tree', '--name-only', '--end-of-options', ref, `./${path}`], path).length > 0,
    read: (path) => {
      const show = () => git(['show', '--end-of-options', `${ref}:./${path}`], path).toString();
      return withoutMark(listed.get(path) ?? show());
    },
    // With their texts: whoever lists a folder reads it, and a process a file would take longer than the check.
    list: (folder) => {
      const files = entries(
        git(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', `${ref}:./${folder}`], folder),
      );
      const ids = files.map(({ id }) => `${id}\n`).join('');
      const texts = contents(git(['cat-file', '--batch'], folder, ids));
      for (const [index, { name }] of files.entries()) listed.set(`${folder}/${name}`, texts[index] ?? '');
      return files.map(({ name }) => name);
    },
  };
}

function gitSays(error: unknown, path: string): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
  if (/does not exist in|exists on disk, but not in/.test(said)) return `it has no ${path}.`;
  const isUnknown =
    /[Nn]ot a valid object name|invalid object name|unknown revision|bad revision|ambiguous argument/;
  return isUnknown.test(said) ? 'git does not know it. A shallow clone has to fetch it first.' : said;
}

/** What `ls-tree -z` lists: mode, type and object, then behind a tab the name. */
function entries(listing: Buffer): readonly { readonly id: string; readonly name: string }[] {
  return listing
    .toString()
    .split('\0')
    .map((line) => /^\d+ blob (?<id>\w+)\t(?<name>[^]*)$/.exec(line)?.groups)
    .flatMap((groups) => (groups === undefined ? [] : [{ id: groups.id ?? '', name: groups.name ?? '' }]));
}

/** The objects that `cat-file --batch` writes: a line that ends with the size in bytes, the content, a line's end. */
function contents(batch: Buffer): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at < batch.length;) {
    const start = batch.indexOf('\n', at) + 1;
    const end = start + Number(batch.subarray(at, start).toString().trim().split(' ').at(-1));
    texts.push(batch.subarray(start, end).toString());
    at = end + 1;
  }
  return texts;
}
