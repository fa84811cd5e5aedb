import { isRecord } from '../faults.js';
import { getOwn, isInheritedKey, setOwn } from '../own-property.js';
import type { Path } from '../path.js';
import { EACH } from '../plan/steps.js';

type Visit = (object: Record<string, unknown>) => Record<string, unknown>;

/** A prepared path: its first segment, linked to the others. `undefined`: the root itself. */
export type TargetPath = Segment | undefined;

interface Segment {
  /** A response key. `undefined`: each element of a list. */
  readonly key: string | undefined;
  /** Whether the key must be read as an own property. */
  readonly isInherited: boolean;
  readonly next: TargetPath;
}

export function compilePath(path: readonly string[]): TargetPath {
  return path.reduceRight<TargetPath>(
    (next, key) => ({ key: key === EACH ? undefined : key, isInherited: isInheritedKey(key), next }),
    undefined,
  );
}

/**
 * Visits the objects at a path. The visitor's result replaces the object, so that equal objects can become one. Values
 * of an unexpected shape are skipped.
 */
export function visitTargets(root: Record<string, unknown>, path: TargetPath, visit: Visit): void {
  if (path === undefined) visit(root);
  else walk(root, path, visit);
}

function walk(node: unknown, { key, isInherited, next }: Segment, visit: Visit): void {
  if (key === undefined) {
    if (Array.isArray(node)) walkElements(node, next, visit);
    return;
  }
  if (!isRecord(node)) return;
  const value = isInherited ? getOwn(node, key) : node[key];
  if (next !== undefined) walk(value, next, visit);
  else if (isRecord(value)) {
    const instead = visit(value);
    if (instead !== value) setOwn(node, key, instead);
  }
}

function walkElements(list: unknown[], next: TargetPath, visit: Visit): void {
  for (let index = 0; index < list.length; index++) {
    const element = list[index];
    if (next !== undefined) walk(element, next, visit);
    else if (isRecord(element)) {
      const instead = visit(element);
      if (instead !== element) list[index] = instead;
    }
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
