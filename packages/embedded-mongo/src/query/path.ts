import { type Doc, getField, isDoc } from '../bson/document.js';

const DIGITS = /^\d+$/;

/** `byPosition`: the last part of the path is the position of this array element. */
type PathTest = (value: unknown, byPosition: boolean) => boolean;

/**
 * Calls `test` with every value that a query path can mean, until it returns true. An array on the way yields the
 * values of each document in it, and a number is a position too. `undefined` is a missing field.
 */
export function someAt(
  value: unknown,
  path: readonly string[],
  test: PathTest,
  at = 0,
  byPosition = false,
): boolean {
  if (at === path.length) return test(value, byPosition);
  const part = path[at] ?? '';
  if (Array.isArray(value)) {
    if (DIGITS.test(part) && Number(part) < value.length) {
      if (someAt(value[Number(part)], path, test, at + 1, true)) return true;
    }
    return value.some((element) => isDoc(element) && someAt(element, path, test, at));
  }
  return someAt(isDoc(value) ? getField(value, part) : undefined, path, test, at + 1);
}

/**
 * Like `someAt`, but an array at the end of the path also yields each of its elements. An array that is itself an
 * element named by its position yields only itself.
 */
export function someElementAt(doc: Doc, path: readonly string[], test: (value: unknown) => boolean): boolean {
  return someAt(
    doc,
    path,
    (value, byPosition) => (!byPosition && Array.isArray(value) && value.some(test)) || test(value),
  );
}

/** All values at a path. Arrays at its end stay whole. */
export function valuesAt(doc: Doc, path: string): unknown[] {
  const values: unknown[] = [];
  someAt(doc, path.split('.'), (value) => {
    if (value !== undefined) values.push(value);
    return false;
  });
  return values;
}
