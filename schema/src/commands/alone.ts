import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readText } from '../graph/files.js';
import { listSubgraphs } from '../graph/subgraph-list.js';
import { subgraph, type Subgraph } from '../graph/subgraph.js';
import { workingTree } from '../graph/working-tree.js';
import { nearest } from './nearest.js';
import { USAGE, type AloneOptions } from './options.js';
import { UsageError } from '../graph/usage-error.js';

/** The published subgraphs with the given SDL for one of them. A relative path is resolved from any of `folders`. */
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
  // A new subgraph has no address yet, and composition needs none.
  const url = known?.url ?? `http://${name}.invalid/graphql`;
  const replacement = subgraph({ name, url, file: sdl, sdl: readText(path, sdl) });
  return [...published.filter((each) => each !== known), replacement];
}

/** Refuses an unknown name as misspelled, unless the working tree has an unpublished subgraph of that name. */
function refuseUnknown(name: string, published: readonly Subgraph[], root: string): void {
  const listed = Object.keys(listSubgraphs(workingTree(root)));
  if (listed.includes(name)) return;
  const names = [...new Set([...published.map((each) => each.name), ...listed])];
  const meant = nearest(name, names);
  const guess = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${meant}?`;
  throw new UsageError(`There is no subgraph ${name}. ${guess} To check a new subgraph, add --new.`, USAGE);
}
