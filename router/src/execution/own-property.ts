// Answers of subgraphs are plain objects made by JSON.parse. A response key may be any GraphQL name, `constructor`,
// `toString` and `__proto__` included, and must be read and written as an own property.

/** Whether the key, read from an object that lacks it, would give a value of `Object.prototype`. */
export function isInheritedKey(key: string): boolean {
  return key in Object.prototype;
}

/** An own property's value. */
export function getOwn(object: Record<string, unknown>, key: string): unknown {
  return key in Object.prototype && !Object.hasOwn(object, key) ? undefined : object[key];
}

/** Sets an own property, whatever its name. */
export function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    object[key] = value;
  }
}
