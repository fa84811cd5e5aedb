import { evalExpr } from 'mingo/core';
import type { Iterator as LazyIterator } from 'mingo/lazy';
import { Lazy } from 'mingo/lazy';
import type { Doc } from '../bson/document.js';
import { isDoc } from '../bson/document.js';
import { encodeKey } from '../bson/key.js';
import { failedToParse, MongoError } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { sorter } from '../query/sort.js';

type StageOptions = Parameters<typeof evalExpr>[2] & {
  readonly variables?: Doc;
  readonly local?: { readonly variables?: Doc };
};
type Stage = (input: LazyIterator, argument: unknown, options: StageOptions) => LazyIterator;

const $match: Stage = (input, argument, options) => {
  if (!isDoc(argument)) throw new MongoError(15959, 'the match filter must be an expression in an object');
  const predicate = matcher(argument, { ...options.variables, ...options.local?.variables });
  return input.filter((doc) => predicate(doc as Doc));
};

const $sort: Stage = (input, argument) => {
  if (!isDoc(argument) || Object.keys(argument).length === 0) {
    throw new MongoError(15976, '$sort stage must have at least one sort key');
  }
  const sort = sorter(argument);
  return input.transform((docs) => Lazy(sort(docs as Doc[], (doc) => doc) as never));
};

/** Groups by the bytes of a key: values are one group when MongoDB calls them equal. */
const $group: Stage = (input, argument, options) => {
  if (!isDoc(argument)) throw new MongoError(15947, "a group's fields must be specified in an object");
  if (!('_id' in argument)) throw new MongoError(15955, 'a group specification must include an _id');
  const { _id: idExpression, ...fields } = argument;
  for (const [name, accumulator] of Object.entries(fields)) assertAccumulator(name, accumulator);
  return input.transform((docs) => {
    const groups = new Map<string, { id: unknown; docs: unknown[] }>();
    for (const doc of docs) {
      const id: unknown = evalExpr(doc, idExpression, options) ?? null;
      const key = encodeKey(id).toString('latin1');
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { id, docs: [doc] });
      else group.docs.push(doc);
    }
    const results = [...groups.values()].map((group) => {
      const result: Doc = { _id: group.id };
      for (const [name, accumulator] of Object.entries(fields)) {
        result[name] = evalExpr(group.docs, accumulator, options) ?? null;
      }
      return result;
    });
    return Lazy(results as never);
  });
};

function assertAccumulator(name: string, accumulator: unknown): void {
  const operators = isDoc(accumulator) ? Object.keys(accumulator) : [];
  if (operators.length === 1 && operators[0]?.startsWith('$')) return;
  if (operators.length > 1) {
    throw new MongoError(40238, `The field '${name}' must specify one accumulator`);
  }
  throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
}

const refused =
  (name: string): Stage =>
  () => {
    throw failedToParse(`${name} is not supported by the embedded server`);
  };

/** Stages whose answer depends on the order or equality of BSON values, and those that are refused. */
export const bsonStages: Readonly<Record<string, Stage>> = {
  $match,
  $sort,
  $group,
  $out: refused('$out'),
  $merge: refused('$merge'),
};
