import { type Doc, getField, isDoc } from '../bson/document.js';

const DIGITS = /^\d+$/;

/** `byPosition`: the value is an element that the last part of the path names by its position. */
type PathTest = (value: unknown, byPosition: boolean) => boolean;

/**
 * Calls `test` with every value a query path can mean, until it says yes: arrays on the way stand for each
 * of the documents in them, a number also for a position. `undefined` is a missing field.
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
 * Like `someAt`, and an array at the end of the path stands for each of its elements and for itself; one that was named by
 * its position only for itself.
 */
export function someElementAt(doc: Doc, path: readonly string[], test: (value: unknown) => boolean): boolean {
  return someAt(
    doc,
    path,
    (value, byPosition) => (!byPosition && Array.isArray(value) && value.some(test)) || test(value),
  );
}

/** All values at a path; arrays at its end are not opened. */
export function valuesAt(doc: Doc, path: string): unknown[] {
  const values: unknown[] = [];
  someAt(doc, path.split('.'), (value) => {
    if (value !== undefined) values.push(value);
    return false;
  });
  return values;
}
