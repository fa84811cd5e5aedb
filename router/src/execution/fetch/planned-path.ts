import type { Step } from './step.js';
import type { Path } from '../path.js';

/** The path of an error below a fetch, with the planner's aliases replaced by the planned response keys. */
export function plannedPath(step: Step, path: Path): Path {
  const rewrites = step.plan.fetch.outputRewrites;
  if (rewrites === undefined) return path;
  const renamed = [...path];
  for (const rewrite of rewrites) {
    if (rewrite.kind !== 'KeyRenamer') continue;
    const keys = rewrite.path.filter((element) => !element.startsWith('... on '));
    const at = positionOf(renamed, keys);
    if (at !== undefined) renamed[at] = rewrite.renameKeyTo;
  }
  return renamed;
}

/** The position in a path at which its keys, without list indexes, spell these keys. */
function positionOf(path: Path, keys: readonly string[]): number | undefined {
  let matched = 0;
  for (const [index, segment] of path.entries()) {
    if (typeof segment === 'number') continue;
    if (segment !== keys[matched]) return undefined;
    matched += 1;
    if (matched === keys.length) return index;
  }
  return undefined;
}
