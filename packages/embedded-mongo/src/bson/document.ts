/** A decoded BSON document. `decode.ts` says which JavaScript value represents which BSON type. */
export type Doc = Record<string, unknown>;

/** True for an embedded document, false for arrays, null and BSON's own value classes. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Assigns like an object literal: a field called `__proto__` stays a field. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    doc[name] = value;
  }
}

export const hasField = (doc: Doc, name: string): boolean => Object.hasOwn(doc, name);

export const getField = (doc: Doc, name: string): unknown =>
  Object.hasOwn(doc, name) ? doc[name] : undefined;
