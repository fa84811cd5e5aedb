import { type Doc, isDoc, setField } from '../bson/document.js';
import { compareValues } from '../bson/compare.js';
import { encodeKey } from '../bson/key.js';
import { rankOf } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { type Accumulator, compileAccumulator } from '../expression/accumulators.js';
import { fieldsOf } from '../expression/arguments.js';
import { compileExpression } from '../expression/compile.js';
import { Scope, type Variables } from '../expression/scope.js';
import { sorter } from '../query/sort.js';
import type { Stage, StageCompiler } from './aggregation.js';
import { ofDocument } from './reshape.js';

interface Field {
  readonly name: string;
  readonly accumulator: Accumulator;
}

function fieldOf(name: string, spec: unknown, variables: Variables): Field {
  if (name.includes('.')) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$'))
    throw new MongoError(40236, `The field name '${name}' cannot be an operator name`);
  const entries = isDoc(spec) ? Object.entries(spec) : [];
  const [[operator, argument] = ['', undefined]] = entries;
  if (entries.length > 1) throw new MongoError(40238, `The field '${name}' must specify one accumulator`);
  if (!operator.startsWith('$'))
    throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
  const known = Object.keys(variables);
  const context = {
    compile: (expression: unknown, more: readonly string[] = []) =>
      compileExpression(expression, [...known, ...more]),
  };
  return { name, accumulator: compileAccumulator(operator, argument, context) };
}

interface Group {
  readonly id: unknown;
  /** Of each field, what is kept of each document. */
  readonly values: unknown[][];
}

/** Groups by the bytes of a key: values are one group when MongoDB calls them equal. */
function grouping(keyOf: (doc: Doc) => unknown, fields: readonly Field[], variables: Variables): Stage {
  return function* (input) {
    const groups = new Map<string, Group>();
    for (const doc of input) {
      const id = keyOf(doc) ?? null;
      const key = encodeKey(id).toString('latin1');
      let group = groups.get(key);
      if (group === undefined) groups.set(key, (group = { id, values: fields.map(() => []) }));
      const scope = new Scope(doc, variables);
      fields.forEach(({ accumulator }, at) => group.values[at]?.push(accumulator.value(scope)));
    }
    for (const { id, values } of groups.values()) {
      const result: Doc = { _id: id };
      fields.forEach(({ name, accumulator }, at) => {
        setField(result, name, accumulator.result(values[at] ?? []) ?? null);
      });
      yield result;
    }
  };
}

const $group: StageCompiler = (argument, { variables }) => {
  if (!isDoc(argument)) throw new MongoError(15947, "a group's fields must be specified in an object");
  if (!('_id' in argument)) throw new MongoError(15955, 'a group specification must include an _id');
  const { _id: id, ...fields } = argument;
  const compiled = Object.entries(fields).map(([name, spec]) => fieldOf(name, spec, variables));
  return grouping(ofDocument(id, variables), compiled, variables);
};

const COUNTED: Doc = { count: { $sum: 1 } };

const $bucket: StageCompiler = (argument, { variables }) => {
  const spec = fieldsOf('$bucket', argument, ['groupBy', 'boundaries'], ['default', 'output']);
  const { boundaries } = spec;
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw new MongoError(40192, "The $bucket 'boundaries' field must be an array of at least 2 values");
  for (const [at, value] of boundaries.entries()) {
    if (at === 0) continue;
    if (rankOf(value) !== rankOf(boundaries[at - 1]))
      throw new MongoError(
        40193,
        "All values in the 'boundaries' option to $bucket must have the same type.",
      );
    if (compareValues(boundaries[at - 1], value) >= 0)
      throw new MongoError(
        40194,
        "The 'boundaries' option to $bucket must be sorted, but elements are not in ascending order",
      );
  }
  const output = spec.output ?? COUNTED;
  if (!isDoc(output)) throw new MongoError(40196, "The $bucket 'output' field must be an object");
  const fields = Object.entries(output).map(([name, field]) => fieldOf(name, field, variables));
  const value = ofDocument(spec.groupBy, variables);
  const group = grouping((doc) => bucketOf(value(doc), boundaries, spec), fields, variables);
  return (input) => sorter({ _id: 1 })([...group(input)], (doc) => doc);
};

function bucketOf(value: unknown, boundaries: readonly unknown[], spec: Doc): unknown {
  const at = boundaries.findIndex((boundary) => compareValues(value, boundary) < 0);
  if (at > 0) return boundaries[at - 1];
  if ('default' in spec) return spec.default;
  throw new MongoError(
    40066,
    '$switch could not find a matching branch for an input, and no default was specified.',
  );
}

const $sortByCount: StageCompiler = (argument, { variables }) => {
  const isExpression = typeof argument === 'string' ? argument.startsWith('$') : isDoc(argument);
  if (!isExpression)
    throw new MongoError(
      40149,
      'the sortByCount field must be specified as a $-prefixed path or an expression in an object',
    );
  const fields = Object.entries(COUNTED).map(([name, field]) => fieldOf(name, field, variables));
  const group = grouping(ofDocument(argument, variables), fields, variables);
  return (input) => sorter({ count: -1 })([...group(input)], (doc) => doc);
};

export const groups: Readonly<Record<string, StageCompiler>> = { $group, $bucket, $sortByCount };
