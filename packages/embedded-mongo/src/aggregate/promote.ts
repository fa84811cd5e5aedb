import { Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import { isDoc } from '../bson/document.js';

/*
 * mingo computes with plain JavaScript numbers. Documents go in with their wrapped numbers unwrapped where
 * nothing is lost by it; a Decimal128 or a Long beyond 2^53 stays what it is, and arithmetic with it is
 * refused by mingo rather than done inexactly.
 */
export function promote(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Double || value instanceof Int32) return value.value;
  if (value instanceof Long && !(value instanceof Timestamp)) return promoteLong(value);
  if (Array.isArray(value)) return promoteArray(value);
  if (isDoc(value)) return promoteDoc(value);
  return value;
}

function promoteLong(value: Long): unknown {
  const number = value.toNumber();
  return Number.isSafeInteger(number) ? number : value;
}

/** Copies only what changes: most documents hold no wrapped number. */
function promoteArray(items: unknown[]): unknown[] {
  const promoted = items.map(promote);
  return promoted.some((item, at) => item !== items[at]) ? promoted : items;
}

function promoteDoc(doc: Record<string, unknown>): Record<string, unknown> {
  let changed: Record<string, unknown> | undefined;
  for (const name of Object.keys(doc)) {
    const value = doc[name];
    const next = promote(value);
    if (next === value) continue;
    changed ??= { ...doc };
    changed[name] = next;
  }
  return changed ?? doc;
}

/** Gives numbers that came through a computation unchanged the BSON type they had before it. */
export function restoreTypes(result: unknown, original: unknown): unknown {
  if (typeof result === 'number') {
    const isWrapped = typeof original === 'object' && original !== null && !(original instanceof Decimal128);
    return isWrapped && promote(original) === result ? original : result;
  }
  if (Array.isArray(result) && Array.isArray(original)) {
    return result.map((item, at) => restoreTypes(item, original[at]));
  }
  if (isDoc(result) && isDoc(original)) {
    return Object.fromEntries(
      Object.entries(result).map(([name, value]) => [name, restoreTypes(value, original[name])]),
    );
  }
  return result;
}
