import { Long } from 'bson';
import { type Doc, getField, isDoc, setField } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { fieldsOf } from '../expression/arguments.js';
import { parsePath } from '../expression/path.js';
import type { StageCompiler } from './aggregation.js';

export const $unwind: StageCompiler = (argument) => {
  const spec = isDoc(argument)
    ? fieldsOf('$unwind', argument, ['path'], ['includeArrayIndex', 'preserveNullAndEmptyArrays'])
    : { path: argument };
  if (typeof spec.path !== 'string')
    throw new MongoError(28808, 'expected a string as the path for $unwind stage');
  if (!spec.path.startsWith('$'))
    throw new MongoError(28818, `path option to $unwind stage should be prefixed with a '$': ${spec.path}`);
  const path = parsePath(spec.path.slice(1));
  const keeps = spec.preserveNullAndEmptyArrays === true;
  const index = spec.includeArrayIndex;
  if (index !== undefined && (typeof index !== 'string' || index === '' || index.startsWith('$')))
    throw new MongoError(
      28810,
      'expected a non-empty string for the includeArrayIndex option to $unwind stage',
    );
  const position = typeof index === 'string' ? parsePath(index) : undefined;
  const numbered = (doc: Doc, at: Long | null): Doc =>
    position === undefined ? doc : withValue(doc, position, at);
  return function* (input) {
    for (const doc of input) {
      const value = path.reduce<unknown>(
        (inside, name) => (isDoc(inside) ? getField(inside, name) : undefined),
        doc,
      );
      if (Array.isArray(value) && value.length > 0) {
        for (const [at, item] of value.entries())
          yield numbered(withValue(doc, path, item), Long.fromNumber(at));
      } else if (Array.isArray(value)) {
        if (keeps) yield numbered(withValue(doc, path, undefined), null);
      } else if ((value !== undefined && value !== null) || keeps) yield numbered(doc, null);
    }
  };
};

/** A copy of the document with another value at a path of nested documents; undefined removes the field. */
export function withValue(doc: Doc, [name = '', ...rest]: readonly string[], value: unknown): Doc {
  const copy = { ...doc };
  const inside = getField(copy, name);
  const next = rest.length === 0 ? value : withValue(isDoc(inside) ? inside : {}, rest, value);
  if (next === undefined) Reflect.deleteProperty(copy, name);
  else setField(copy, name, next);
  return copy;
}
