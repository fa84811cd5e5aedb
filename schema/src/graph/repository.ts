import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from './usage-error.js';
import { LIST, listSubgraphs, refuseUnlisted } from './subgraph-list.js';
import { subgraph, type Subgraph } from './subgraph.js';
import type { Tree } from './tree.js';
import { workingTree } from './working-tree.js';

/** The repository's root, found from a folder inside it. */
export function findRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, LIST))) return at;
    if (at === dirname(at))
      throw new UsageError(`There is no ${LIST} in ${folder}, nor in a folder above it.`);
  }
}

/** The subgraphs in a tree's list, with their SDL. */
export function readSubgraphs(tree: Tree): readonly Subgraph[] {
  return Object.entries(listSubgraphs(tree)).map(([name, { url, sdl }]) =>
    subgraph({ name, url, file: sdl, sdl: tree.read(sdl) }),
  );
}

/** The subgraphs of the working tree. @throws UsageError when a subgraph's folder is not listed */
export function readCheckedOutSubgraphs(root: string): readonly Subgraph[] {
  const subgraphs = readSubgraphs(workingTree(root));
  refuseUnlisted(root);
  return subgraphs;
}
