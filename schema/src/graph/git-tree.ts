import { execFileSync } from 'node:child_process';
import { UsageError } from './usage-error.js';
import { withoutMark } from './files.js';
import type { Tree } from './tree.js';

/** The files of a commit, tag or branch. Git is the only record of old schemas. */
export function gitTree(root: string, ref: string): Tree {
  const git = (args: readonly string[], path: string, input = '') => {
    try {
      return execFileSync('git', args, { cwd: root, input, maxBuffer: 1024 ** 3, stdio: 'pipe' });
    } catch (error) {
      throw unreadable(ref, gitSays(error, path));
    }
  };
  const commit = git(['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`], ref)
    .toString()
    .trim();
  // `^HEAD` is valid for git: it excludes all commits reachable from HEAD.
  if (commit.startsWith('^')) throw unreadable(ref, UNKNOWN);
  const refuseLinks = (files: readonly Entry[], folder: string) => {
    const link = files.find(({ mode }) => mode === SYMBOLIC_LINK);
    if (link === undefined) return;
    // For git, a symbolic link is a file that contains a path.
    const path = `${folder}${link.name}`;
    throw unreadable(ref, `${path} is a symbolic link there, which is not followed.`);
  };
  const listed = new Map<string, string>();
  return {
    nameOf: (path) => `${path} at ${ref}`,
    has: (path) => git(['ls-tree', '--name-only', commit, `./${path}`], path).length > 0,
    read: (path) => {
      const known = listed.get(path);
      if (known !== undefined) return withoutMark(known);
      refuseLinks(entries(git(['ls-tree', '-z', commit, `./${path}`], path)), '');
      return withoutMark(git(['show', `${commit}:./${path}`], path).toString());
    },
    // Reads the texts of all listed files at once: every caller needs them, and a process per file would be too slow.
    list: (folder) => {
      const files = entries(git(['ls-tree', '-r', '-z', '--full-tree', `${commit}:./${folder}`], folder));
      refuseLinks(files, `${folder}/`);
      const ids = files.map(({ id }) => `${id}\n`).join('');
      const texts = contents(git(['cat-file', '--batch'], folder, ids));
      for (const [index, { name }] of files.entries()) listed.set(`${folder}/${name}`, texts[index] ?? '');
      return files.map(({ name }) => name);
    },
  };
}

/** A file in a git tree. */
interface Entry {
  readonly mode: string;
  readonly id: string;
  readonly name: string;
}

const SYMBOLIC_LINK = '120000';

const UNKNOWN = 'git knows no such commit. A shallow clone has to fetch it first.';

function unreadable(ref: string, reason: string): UsageError {
  return new UsageError(`The graph of ${ref} cannot be read: ${reason}`);
}

function gitSays(error: unknown, path: string): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
  if (/does not exist in|exists on disk, but not in/.test(said)) return `it has no ${path}.`;
  return said.endsWith('Needed a single revision') ? UNKNOWN : said;
}

/** Parses the output of `ls-tree -z`: mode, type and object id, then a tab and the name. */
function entries(listing: Buffer): readonly Entry[] {
  return listing
    .toString()
    .split('\0')
    .map((line) => /^(?<mode>\d+) blob (?<id>\w+)\t(?<name>[^]*)$/.exec(line)?.groups)
    .flatMap((groups) => {
      const { mode = '', id = '', name } = groups ?? {};
      return name === undefined ? [] : [{ mode, id, name }];
    });
}

/** Parses the output of `cat-file --batch`: a line that ends with the size in bytes, the content, a line break. */
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
