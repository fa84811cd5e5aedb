import type { Tree } from '../graph/tree.js';

/** What clients can rely on now, as last published. */
export const PUBLISHED = 'schema/published';

/** Where every publication is told. */
export const CHANGELOG = 'schema/CHANGELOG.md';

/** What was promised once stays promised: a file or folder that is lost does not make every change safe. */
export function wasPublished(tree: Tree): boolean {
  return tree.has(PUBLISHED) || (tree.has(CHANGELOG) && /^## /m.test(tree.read(CHANGELOG)));
}
