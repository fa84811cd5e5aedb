import { isRecord } from '../faults.js';
import { getOwn, setOwn } from '../own.js';
import { EACH } from '../plan/steps.js';

type Visit = (object: Record<string, unknown>) => Record<string, unknown>;

/**
 * Visits the objects at a path. What the visitor returns takes the object's place, so that equal objects can
 * become one. Whatever is not of the expected shape is passed over.
 */
export function visitTargets(root: Record<string, unknown>, path: readonly string[], visit: Visit): void {
  if (path.length === 0) visit(root);
  else walk(root, path, 0, visit);
}

function walk(node: unknown, path: readonly string[], depth: number, visit: Visit): void {
  const segment = path[depth];
  if (segment === undefined) return;
  const isLast = depth === path.length - 1;
  if (segment === EACH) {
    if (!Array.isArray(node)) return;
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
  if (!isRecord(node)) return;
  const value = getOwn(node, segment);
  if (!isLast) walk(value, path, depth + 1, visit);
  else if (isRecord(value)) {
    const instead = visit(value);
    if (instead !== value) setOwn(node, segment, instead);
  }
}

/** The paths, in the client's terms, of all places where this very object is. */
export function positionsOf(
  root: Record<string, unknown>,
  path: readonly string[],
  targets: ReadonlySet<unknown>,
): (string | number)[][] {
  const found: (string | number)[][] = [];
  const trail: (string | number)[] = [];
  const search = (node: unknown, depth: number): void => {
    const segment = path[depth];
    if (segment === undefined) {
      if (targets.has(node)) found.push([...trail]);
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
