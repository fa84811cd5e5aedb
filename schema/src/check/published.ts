import type { Tree } from '../graph/tree.js';

/** The folder of the last publication, which clients rely on. */
export const PUBLISHED = 'schema/published';

/** Where every publication is told. */
export const CHANGELOG = 'schema/CHANGELOG.md';

/**
 * Whether anything was ever published. A promise stays one when its file or folder is lost, so that no loss makes every
 * change safe.
 */
export function wasPublished(tree: Tree): boolean {
  return tree.has(PUBLISHED) || (tree.has(CHANGELOG) && /^## /m.test(tree.read(CHANGELOG)));
}
