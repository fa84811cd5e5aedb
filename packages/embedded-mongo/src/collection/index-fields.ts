import { type FieldNames, fieldNames } from '../bson/decode.js';
import { firstPart, namesOfFilter } from '../query/fields-of.js';
import type { IndexInfo } from '../storage/catalog.js';

/** The key and the filter of an index never change. */
const known = new WeakMap<IndexInfo, ReadonlySet<string> | undefined>();

/** The names of the fields from which the entries of an index are made. Undefined when they may be any. */
function namesOf(index: IndexInfo): ReadonlySet<string> | undefined {
  if (!known.has(index)) known.set(index, readNames(index));
  return known.get(index);
}

function readNames({ key, partial = {} }: IndexInfo): ReadonlySet<string> | undefined {
  const filtered = namesOfFilter(partial);
  return filtered === undefined ? undefined : new Set([...Object.keys(key).map(firstPart), ...filtered]);
}

/** Whether the entries of an index may depend on one of these fields. */
export function reads(index: IndexInfo, fields: ReadonlySet<string>): boolean {
  const names = namesOf(index);
  return names === undefined || [...fields].some((field) => names.has(field));
}

/** The fields from which the entries of these indexes are made. Undefined when they may be any. */
export function fieldsOfIndexes(indexes: readonly IndexInfo[]): FieldNames | undefined {
  const all = indexes.map(namesOf);
  return all.includes(undefined) ? undefined : fieldNames(all.flatMap((names) => [...(names ?? [])]));
}
