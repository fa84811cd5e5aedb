import { isAbstractType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { isRecord } from '../faults.js';
import { getOwn, isInheritedKey, setOwn } from '../own-property.js';

const TYPENAME = '__typename';

/** Merges the result of a fetch into an object. */
export type Merge = (target: Record<string, unknown>, received: Record<string, unknown>) => void;

/**
 * Merges known keys only. Other keys that the subgraph sent are ignored.
 * @param copied keys whose values must not be shared between two targets, because later fetches merge into them
 */
export function compileMerge(
  keys: readonly string[],
  copied: ReadonlySet<string>,
  schema: GraphQLSchema,
): Merge {
  const bringsType = keys.includes(TYPENAME);
  const plain = keys.filter((key) => key !== TYPENAME && !isInheritedKey(key) && !copied.has(key));
  const special = keys.filter((key) => isInheritedKey(key) || copied.has(key));
  return (target, received) => {
    if (bringsType) mergeTypename(target, received, schema);
    for (const key of plain) {
      const value = received[key];
      if (value === undefined) continue;
      const existing = target[key];
      target[key] =
        typeof existing === 'object' && existing !== null ? mergeValue(existing, value, schema) : value;
    }
    for (const key of special) {
      const value = getOwn(received, key);
      if (value === undefined) continue;
      const own = copied.has(key) ? copy(value) : value;
      setOwn(target, key, mergeValue(getOwn(target, key), own, schema));
    }
  };
}

/**
 * Merges two subgraphs' parts of one value: objects by key, lists of equal length element by element, otherwise the
 * later one wins.
 */
export function mergeValue(existing: unknown, value: unknown, schema: GraphQLSchema): unknown {
  if (isRecord(existing) && isRecord(value)) {
    for (const key of Object.keys(value)) {
      if (key === TYPENAME) mergeTypename(existing, value, schema);
      else if (value[key] !== undefined) {
        setOwn(existing, key, mergeValue(getOwn(existing, key), value[key], schema));
      }
    }
    return existing;
  }
  if (Array.isArray(existing) && Array.isArray(value) && existing.length === value.length) {
    for (let index = 0; index < value.length; index++) {
      existing[index] = mergeValue(existing[index], value[index], schema);
    }
    return existing;
  }
  return value;
}

/**
 * A subgraph with an `@interfaceObject` gives every entity the interface's name as its type. That is less specific than
 * the type from another subgraph, so an object's first type stays.
 */
function mergeTypename(
  target: Record<string, unknown>,
  received: Record<string, unknown>,
  schema: GraphQLSchema,
): void {
  const { [TYPENAME]: typename } = received;
  const { [TYPENAME]: existing } = target;
  if (typename === undefined || typename === existing) return;
  if (typeof existing !== 'string' || isAbstractType(schema.getType(existing))) target[TYPENAME] = typename;
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isRecord(value)) return value;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) setOwn(result, key, copy(value[key]));
  return result;
}
