import { Timestamp } from 'bson';
import { Long } from 'bson';
import { type Doc, getField, isDoc, setField } from '../bson/document.js';
import { encodeDocument } from '../bson/encode.js';
import { typeName } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { fieldsOf, isNullish, ofValues } from './arguments.js';
import type { Context, Evaluate, Operator, Operators } from './types.js';

const MANY = Number.MAX_SAFE_INTEGER;

export function merged(values: readonly unknown[]): Doc {
  const result: Doc = {};
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!isDoc(value))
      throw new MongoError(
        40400,
        `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`,
      );
    for (const [name, item] of Object.entries(value)) setField(result, name, item);
  }
  return result;
}

const fieldName = (value: unknown, context: Context): Evaluate => {
  const name = context.compile(value);
  return (scope) => {
    const found = name(scope);
    if (typeof found === 'string') return found;
    throw new MongoError(
      3041704,
      `$getField requires 'field' to evaluate to type String, but got ${typeName(found)}`,
    );
  };
};

const $getField: Operator = (argument, context) => {
  const spec =
    isDoc(argument) && 'field' in argument
      ? fieldsOf('$getField', argument, ['field'], ['input'])
      : { field: argument };
  const name = fieldName(spec.field, context);
  const input = context.compile('input' in spec ? spec.input : '$$CURRENT');
  return (scope) => {
    const value = input(scope);
    if (isDoc(value)) return getField(value, name(scope) as string);
    return value === null ? null : undefined;
  };
};

function changing(name: string, required: readonly string[]): Operator {
  return (argument, context) => {
    const spec = fieldsOf(name, argument, required);
    const field = fieldName(spec.field, context);
    const input = context.compile(spec.input);
    const value = context.compile(name === '$setField' ? spec.value : '$$REMOVE');
    return (scope) => {
      const doc = input(scope);
      if (isNullish(doc)) return null;
      if (!isDoc(doc))
        throw new MongoError(
          4161105,
          `${name} requires 'input' to evaluate to type Object, but got ${typeName(doc)}`,
        );
      const result = { ...doc };
      const [key, next] = [field(scope) as string, value(scope)];
      if (next === undefined) Reflect.deleteProperty(result, key);
      else setField(result, key, next);
      return result;
    };
  };
}

const ofTimestamp = (name: string, part: (value: Timestamp) => number): Operator =>
  ofValues(name, 1, 1, (value) => {
    if (isNullish(value)) return null;
    if (value instanceof Timestamp) return Long.fromNumber(part(value));
    throw new MongoError(5687301, `Argument to ${name} must be a timestamp, but is ${typeName(value)}`);
  });

export const objects: Operators = {
  $mergeObjects: ofValues('$mergeObjects', 0, MANY, (...values) => merged(values)),
  $getField,
  $setField: changing('$setField', ['field', 'input', 'value']),
  $unsetField: changing('$unsetField', ['field', 'input']),
  $bsonSize: ofValues('$bsonSize', 1, 1, (value) => {
    if (isNullish(value)) return null;
    if (isDoc(value)) return encodeDocument(value).length;
    throw new MongoError(31393, `$bsonSize requires a document input, found: ${typeName(value)}`);
  }),
  $tsSecond: ofTimestamp('$tsSecond', ({ t }) => t),
  $tsIncrement: ofTimestamp('$tsIncrement', ({ i }) => i),
};
