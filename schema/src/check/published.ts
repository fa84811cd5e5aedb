import type { Tree } from '../graph/tree.js';

/** The folder of the last publication, on which clients rely. */
export const PUBLISHED = 'schema/published';

/** The record of all publications. */
export const CHANGELOG = 'schema/CHANGELOG.md';

/**
 * Whether anything was ever published. A promise stays valid when its file or folder is lost; otherwise the loss would
 * make every change safe.
 */
export function wasPublished(tree: Tree): boolean {
  return tree.has(PUBLISHED) || (tree.has(CHANGELOG) && /^## /m.test(tree.read(CHANGELOG)));
}
