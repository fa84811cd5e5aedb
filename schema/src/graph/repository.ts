import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../commands/usage-error.js';
import { readJson, recordOf, withoutMark, withTexts, type ReadFile } from './files.js';
import { subgraph, type Subgraph } from './subgraph.js';

/** Where the list of subgraphs stands, relative to the repository's root. */
const LIST = 'schema/subgraphs.json';

/** The repository's root, seen from a folder in it. */
export function findRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, LIST))) return at;
    if (at === dirname(at))
      throw new UsageError(`There is no ${LIST} in ${folder}, nor in a folder above it.`);
  }
}

/** Files as a commit, tag or branch has them. Git is the registry: nothing else remembers old schemas. */
export function gitRevision(root: string, ref: string): ReadFile {
  return (path) => {
    try {
      const text = execFileSync('git', ['show', '--end-of-options', `${ref}:./${path}`], {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return withoutMark(text);
    } catch (error) {
      throw new UsageError(`The graph of ${ref} cannot be read: ${gitSays(error, path)}`);
    }
  };
}

function gitSays(error: unknown, path: string): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
  if (/does not exist in|exists on disk, but not in/.test(said)) return `it has no ${path}.`;
  const isUnknown = /invalid object name|unknown revision|bad revision|ambiguous argument/.test(said);
  return isUnknown ? `git does not know it. A shallow clone has to fetch it first.` : said;
}

const isList = recordOf(withTexts('url', 'sdl'));

/** The names, addresses and files of the subgraphs that a tree lists. */
export function listSubgraphs(read: ReadFile) {
  return readJson(read, LIST, isList, 'an object of subgraphs by name, each { "url", "sdl" }');
}

/** The subgraphs a tree lists, with their SDL. */
export function readSubgraphs(read: ReadFile): readonly Subgraph[] {
  return Object.entries(listSubgraphs(read)).map(([name, { url, sdl }]) =>
    subgraph({ name, url, file: sdl, sdl: read(sdl) }),
  );
}
