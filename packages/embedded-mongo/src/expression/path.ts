import { getField, isDoc } from '../bson/document.js';
import { MongoError } from '../errors.js';

/** The validated parts of a path in an expression. */
export function parsePath(path: string): string[] {
  const parts = path.split('.');
  if (path === '') throw new MongoError(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw new MongoError(40353, "FieldPath must not end with a '.'.");
  for (const part of parts) {
    if (part === '') throw new MongoError(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$'))
      throw new MongoError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
      );
    if (part.includes('\0')) throw new MongoError(16411, 'FieldPath field names may not contain null bytes.');
  }
  return parts;
}

/**
 * The value at a path in an expression. An array on the way yields the values of its documents. A number is a field
 * name and not a position. A value that is no document has no fields.
 */
export function valueAt(value: unknown, path: readonly string[], from = 0): unknown {
  const part = path[from];
  if (part === undefined) return value;
  if (isDoc(value)) return valueAt(getField(value, part), path, from + 1);
  if (!Array.isArray(value)) return undefined;
  const found: unknown[] = [];
  for (const element of value) {
    const nested = isDoc(element) ? valueAt(element, path, from) : undefined;
    if (nested !== undefined) found.push(nested);
  }
  return found;
}
