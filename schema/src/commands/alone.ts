import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readText } from '../graph/files.js';
import { listSubgraphs } from '../graph/subgraph-list.js';
import { subgraph, type Subgraph } from '../graph/subgraph.js';
import { workingTree } from '../graph/working-tree.js';
import { nearest } from './nearest.js';
import { USAGE, type AloneOptions } from './options.js';
import { UsageError } from '../graph/usage-error.js';

/** The published subgraphs, one of them with the SDL that is given. A path may be meant from any of `folders`. */
export function publishedWith(
  { name, sdl, isNew }: AloneOptions,
  published: readonly Subgraph[] | undefined,
  root: string,
  folders: readonly string[],
): readonly Subgraph[] {
  if (published === undefined) {
    throw new UsageError('Nothing is published yet that one subgraph could be checked against.');
  }
  const known = published.find((each) => each.name === name);
  if (known === undefined && !isNew) refuseUnknown(name, published, root);
  if (known !== undefined && isNew) throw new UsageError(`${name} is not new: it is published.`, USAGE);
  const paths = folders.map((folder) => resolve(folder, sdl));
  const path = paths.find((each) => existsSync(each)) ?? resolve(root, sdl);
  // A subgraph that is new has no address yet; none is needed to compose.
  const url = known?.url ?? `http://${name}.invalid/graphql`;
  const replacement = subgraph({ name, url, file: sdl, sdl: readText(path, sdl) });
  return [...published.filter((each) => each !== known), replacement];
}

/** An unknown name is a typing error, unless the working tree has a subgraph of that name to be published. */
function refuseUnknown(name: string, published: readonly Subgraph[], root: string): void {
  const listed = Object.keys(listSubgraphs(workingTree(root)));
  if (listed.includes(name)) return;
  const names = [...new Set([...published.map((each) => each.name), ...listed])];
  const meant = nearest(name, names);
  const guess = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${meant}?`;
  throw new UsageError(
    `There is no subgraph ${name}. ${guess} One that is new is checked with --new.`,
    USAGE,
  );
}
