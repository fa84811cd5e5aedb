import { type Doc, isDoc } from '../bson/document.js';
import type { ValueCount } from '../query/count.js';
import { countName } from './select.js';

/** The result of stages that only count: `$count`, or the `$group` that drivers count with. */
export function countStage([stage, ...others]: readonly Doc[]): ((n: number) => Doc) | undefined {
  if (stage === undefined || others.length > 0) return undefined;
  if ('$count' in stage) {
    const name = countName(stage.$count);
    return (n) => ({ [name]: n });
  }
  if (!isDoc(stage.$group)) return undefined;
  const { _id: id, ...fields } = stage.$group;
  if ((typeof id !== 'number' && id !== null) || !areCounts(fields)) return undefined;
  return (n) => ({ _id: id, ...countsOf(fields, n) });
}

/** A `$group` that only counts the documents with each value of a field. */
export interface ValueCountStage {
  readonly field: string;
  /** Makes the result for one value. */
  readonly result: (counted: ValueCount) => Doc;
}

export function valueCountStage(stage: Doc | undefined): ValueCountStage | undefined {
  const group = stage?.$group;
  if (!isDoc(group)) return undefined;
  const { _id: id, ...fields } = group;
  const [, field] = typeof id === 'string' ? (/^\$([^$.]+)$/.exec(id) ?? []) : [];
  if (field === undefined || !areCounts(fields)) return undefined;
  return { field, result: ({ value, count }) => ({ _id: value, ...countsOf(fields, count) }) };
}

const areCounts = (fields: Doc): boolean =>
  Object.values(fields).every((field) => isDoc(field) && field.$sum === 1 && Object.keys(field).length === 1);

const countsOf = (fields: Doc, n: number): Doc =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, n]));
