import type { Path } from '../path.js';

/** The response keys of a path, without list indexes. */
export function keysOf(path: Path): readonly string[] {
  return path.filter((segment) => typeof segment === 'string');
}

export function startsWith(keys: readonly string[], start: readonly string[]): boolean {
  return start.every((key, index) => keys[index] === key);
}

/** The path of the first null on a path; `undefined` when there is none. */
export function nullOn(root: unknown, path: Path): Path | undefined {
  let at = root;
  for (const [index, segment] of path.entries()) {
    if (at === null) return path.slice(0, index);
    at = childOf(at, segment);
  }
  return at === null ? path : undefined;
}

/** The value at a path; `undefined` when the data has no such path. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce(childOf, root);
}

function childOf(parent: unknown, segment: string | number): unknown {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, segment)) return undefined;
  return (parent as Record<string | number, unknown>)[segment];
}

/** Whether a value on the path of these response keys is null, in any elements of its lists. */
export function isAtNull(root: unknown, keys: readonly string[]): boolean {
  if (root === null) return true;
  if (Array.isArray(root)) return root.some((element) => isAtNull(element, keys));
  const [key, ...rest] = keys;
  if (key === undefined || typeof root !== 'object' || !Object.hasOwn(root, key)) return false;
  return isAtNull((root as Record<string, unknown>)[key], rest);
}
