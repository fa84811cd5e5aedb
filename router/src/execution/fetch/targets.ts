import { isRecord } from '../faults.js';
import { getOwn, isInheritedKey, setOwn } from '../own-property.js';
import type { Path } from '../path.js';
import { EACH } from '../plan/steps.js';

type Visit = (object: Record<string, unknown>) => Record<string, unknown>;

/** A prepared path: each key with whether it must be read as an own property. `undefined`: each element. */
export type TargetPath = readonly ({ readonly key: string; readonly isInherited: boolean } | undefined)[];

export function compilePath(path: readonly string[]): TargetPath {
  return path.map((key) => (key === EACH ? undefined : { key, isInherited: isInheritedKey(key) }));
}

/**
 * Visits the objects at a path. The visitor's result replaces the object, so that equal objects can become one. Values
 * of an unexpected shape are skipped.
 */
export function visitTargets(root: Record<string, unknown>, path: TargetPath, visit: Visit): void {
  if (path.length === 0) visit(root);
  else walk(root, path, 0, visit);
}

function walk(node: unknown, path: TargetPath, depth: number, visit: Visit): void {
  if (typeof node !== 'object' || node === null) return;
  const segment = path[depth];
  const isLast = depth === path.length - 1;
  if (Array.isArray(node)) {
    if (segment !== undefined) return;
    for (let index = 0; index < node.length; index++) {
      const element: unknown = node[index];
      if (!isLast) walk(element, path, depth + 1, visit);
      else if (isRecord(element)) {
        const instead = visit(element);
        if (instead !== element) node[index] = instead;
      }
    }
    return;
  }
  if (segment === undefined) return;
  const object = node as Record<string, unknown>;
  const { key } = segment;
  const value = segment.isInherited ? getOwn(object, key) : object[key];
  if (!isLast) walk(value, path, depth + 1, visit);
  else if (isRecord(value)) {
    const instead = visit(value);
    if (instead !== value) setOwn(object, key, instead);
  }
}

/** An object in the fetched data, at one of its paths. */
export interface Position {
  readonly path: Path;
  readonly object: Record<string, unknown>;
}

/** All positions of these objects. One object may be at several. */
export function positionsOf(
  root: Record<string, unknown>,
  path: readonly string[],
  targets: ReadonlySet<unknown>,
): readonly Position[] {
  const found: Position[] = [];
  const trail: (string | number)[] = [];
  const search = (node: unknown, depth: number): void => {
    const segment = path[depth];
    if (segment === undefined) {
      if (isRecord(node) && targets.has(node)) found.push({ path: [...trail], object: node });
    } else if (segment === EACH) {
      if (!Array.isArray(node)) return;
      for (const [index, element] of (node as unknown[]).entries()) {
        trail.push(index);
        search(element, depth + 1);
        trail.pop();
      }
    } else if (isRecord(node)) {
      trail.push(segment);
      search(getOwn(node, segment), depth + 1);
      trail.pop();
    }
  };
  search(root, 0);
  return found;
}
