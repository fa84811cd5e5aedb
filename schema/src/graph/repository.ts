import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../commands/usage-error.js';
import { subgraph, type Subgraph } from './subgraph.js';

/** Where the list of subgraphs stands, relative to the repository's root. */
const LIST = 'schema/subgraphs.json';

type SubgraphList = Readonly<Record<string, { readonly url: string; readonly sdl: string }>>;

/** Reads one file by its path from the repository's root. */
export type ReadFile = (path: string) => string;

/** Files as they are in the working tree. */
export function workingTree(root: string): ReadFile {
  if (!existsSync(join(root, LIST)))
    throw new UsageError(`Run it at the repository's root: there is no ${LIST}.`);
  return (path) => readFileSync(join(root, path), 'utf8');
}

/** Files as a commit, tag or branch has them. Git is the registry: nothing else remembers old schemas. */
export function gitRevision(root: string, ref: string): ReadFile {
  return (path) =>
    execFileSync('git', ['show', '--end-of-options', `${ref}:./${path}`], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
}

/** The subgraphs a tree lists, with their SDL. */
export function readSubgraphs(read: ReadFile): readonly Subgraph[] {
  const list = JSON.parse(read(LIST)) as SubgraphList;
  return Object.entries(list).map(([name, { url, sdl }]) =>
    subgraph({ name, url, file: sdl, sdl: read(sdl) }),
  );
}
