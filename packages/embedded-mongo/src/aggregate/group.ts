import { type Doc, isDoc, setField } from '../bson/document.js';
import { encodeKey } from '../bson/key.js';
import { MongoError } from '../errors.js';
import { type Accumulator, compileAccumulator } from '../expression/accumulators.js';
import { compileExpression } from '../expression/compile.js';
import { Scope, type Variables } from '../expression/scope.js';
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
  /** For each field of the group, the values of its documents. */
  readonly values: unknown[][];
}

/** Groups by the encoded key, so that values that MongoDB considers equal are in one group. */
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

/** In a key of one field a missing value becomes null; in a key of several fields the two stay distinct. */
function groupKey(id: unknown, variables: Variables): (doc: Doc) => unknown {
  const key = ofDocument(id, variables);
  const [name, ...others] = isDoc(id) ? Object.keys(id) : [];
  if (name === undefined || name.startsWith('$') || others.length > 0) return key;
  return (doc) => {
    const fields = key(doc) as Doc;
    return name in fields ? fields : { [name]: null };
  };
}

export const $group: StageCompiler = (argument, variables) => {
  if (!isDoc(argument)) throw new MongoError(15947, "a group's fields must be specified in an object");
  if (!('_id' in argument)) throw new MongoError(15955, 'a group specification must include an _id');
  const { _id: id, ...fields } = argument;
  const compiled = Object.entries(fields).map(([name, spec]) => fieldOf(name, spec, variables));
  return grouping(groupKey(id, variables), compiled, variables);
};
