import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from './usage-error.js';
import { readJson, recordOf, withTexts } from './files.js';
import { subgraph, type Subgraph } from './subgraph.js';
import type { Tree } from './tree.js';

/** Where the list of subgraphs stands, relative to the repository's root. */
export const LIST = 'schema/subgraphs.json';

/** The repository's root, seen from a folder in it. */
export function findRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, LIST))) return at;
    if (at === dirname(at))
      throw new UsageError(`There is no ${LIST} in ${folder}, nor in a folder above it.`);
  }
}

const isList = recordOf(withTexts('url', 'sdl'));

/** The names, addresses and files of the subgraphs that a tree lists. */
export function listSubgraphs(tree: Tree) {
  return readJson(tree, LIST, isList, 'an object of subgraphs by name, each { "url", "sdl" }');
}

/** The subgraphs a tree lists, with their SDL. */
export function readSubgraphs(tree: Tree): readonly Subgraph[] {
  return Object.entries(listSubgraphs(tree)).map(([name, { url, sdl }]) =>
    subgraph({ name, url, file: sdl, sdl: tree.read(sdl) }),
  );
}
