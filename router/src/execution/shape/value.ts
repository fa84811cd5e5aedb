import { isEnumType, isLeafType, isListType, isNonNullType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLLeafType, GraphQLOutputType } from 'graphql';
import { isRecord } from '../faults.js';
import { getOwn } from '../own-property.js';
import { compileLeaf } from './leaf.js';
import { constantOf } from '../output.js';
import { INVALID, NULL, WRITTEN } from './shape.js';
import type { ObjectShape, Outcome, ShapeRun, TypeShape, ValueWriter, Written } from './shape.js';

const NULL_TEXT = constantOf('null');
const OPENING_BRACKET = constantOf('[');
const CLOSING_BRACKET = constantOf(']');
const COMMA = constantOf(',');
const EMPTY_LIST = constantOf('[]');
const EMPTY_OBJECT = constantOf('{}');
const CLOSING_BRACE = constantOf('}');

export function compileValue(type: GraphQLOutputType, shape: ObjectShape | undefined): ValueWriter {
  if (isNonNullType(type)) return nonNullWriter(compileValue(type.ofType, shape));
  if (isListType(type)) {
    const inner = compileValue(type.ofType, shape);
    return shape?.hasDeferred === true ? pathListWriter(inner) : listWriter(inner);
  }
  if (isLeafType(type)) return leafWriter(type);
  if (shape === undefined) throw new Error(`${type.name} is selected without fields.`);
  return objectWriter(shape);
}

function nonNullWriter(inner: ValueWriter): ValueWriter {
  return (value, run) => {
    const outcome = inner(value, run);
    if (outcome !== NULL) return outcome;
    run.hasInvalidValue = true;
    return INVALID;
  };
}

function listWriter(inner: ValueWriter): ValueWriter {
  return (value, run) => {
    if (value === null || value === undefined) return NULL;
    if (!Array.isArray(value)) return markInvalid(run);
    const { output } = run;
    if (value.length === 0) {
      output.putConstant(EMPTY_LIST);
      return WRITTEN;
    }
    const start = output.length;
    for (let index = 0; index < value.length; index++) {
      output.putConstant(index === 0 ? OPENING_BRACKET : COMMA);
      const outcome = inner(value[index], run);
      if (outcome === INVALID) return takeBack(start, run);
      if (outcome === NULL) output.putConstant(NULL_TEXT);
    }
    output.putConstant(CLOSING_BRACKET);
    return WRITTEN;
  };
}

/** Writes a list that has objects with deferred fields, and keeps their paths. */
function pathListWriter(inner: ValueWriter): ValueWriter {
  const write = listWriter((value, run) => {
    run.deferred?.nextElement();
    return inner(value, run);
  });
  return (value, run) => {
    run.deferred?.enterList();
    const outcome = write(value, run);
    run.deferred?.leave();
    return outcome;
  };
}

/** Makes the object or list that holds an invalid value null. */
function takeBack(start: number, run: ShapeRun): typeof NULL {
  run.output.truncate(start);
  run.deferred?.truncate(start);
  run.epoch += 1;
  return NULL;
}

function leafWriter(type: GraphQLLeafType): ValueWriter {
  const write = compileLeaf(type);
  const { takesStrings, takesIntegers } = takes(type);
  return (value, run) => {
    if (value === null || value === undefined) return NULL;
    if (typeof value === 'string' && takesStrings) run.output.putString(value);
    else if (typeof value === 'number' && takesIntegers && Number.isSafeInteger(value)) {
      run.output.putInteger(value);
    } else {
      const text = write(value);
      if (text === undefined) return markInvalid(run);
      run.output.putText(text);
    }
    return WRITTEN;
  };
}

/** Whether every string, or every integer, is a value of the type: most values take this fast path. */
export function takes(type: GraphQLOutputType): { takesStrings: boolean; takesIntegers: boolean } {
  if (!isLeafType(type) || isEnumType(type)) return { takesStrings: false, takesIntegers: false };
  const { name } = type;
  // A custom scalar accepts any value.
  const isCustom = !isSpecifiedScalarType(type);
  return {
    takesStrings: isCustom || name === 'String' || name === 'ID',
    takesIntegers: isCustom || name === 'Int' || name === 'Float',
  };
}

function objectWriter(shape: ObjectShape): ValueWriter {
  const { memo: slot } = shape;
  const write: ValueWriter = (value, run) => {
    if (value === null || value === undefined) return NULL;
    if (!isRecord(value)) return markInvalid(run);
    const fields = typeShapeFor(shape, value);
    return fields === undefined ? markInvalid(run) : writeFields(fields, value, run);
  };
  if (shape.hasDeferred) {
    return (value, run) => {
      const outcome = write(value, run);
      if (outcome === WRITTEN && isRecord(value)) noteDeferred(shape, value, run);
      return outcome;
    };
  }
  if (slot === undefined) return write;
  return (value, run) => {
    const memo = run.memos[slot];
    if (memo === undefined) return write(value, run);
    let known = memo.get(shape);
    if (known === undefined) memo.set(shape, (known = new Map<unknown, Written>()));
    return writeOnce(known, write, value, run);
  };
}

/** Notes the deferred fields of an object that was written. */
export function noteDeferred(shape: ObjectShape, object: Record<string, unknown>, run: ShapeRun): void {
  run.deferred?.add(shape.deferralsFor(object), run.output.length);
}

function writeOnce(known: Map<unknown, Written>, write: ValueWriter, value: unknown, run: ShapeRun): Outcome {
  const written = known.get(value);
  if (written !== undefined && (written.outcome !== WRITTEN || written.epoch === run.epoch)) {
    if (written.outcome === WRITTEN) run.output.repeat(written.start, written.end);
    return written.outcome;
  }
  const start = run.output.length;
  const outcome = write(value, run);
  known.set(value, { start, end: run.output.length, epoch: run.epoch, outcome });
  return outcome;
}

function markInvalid(run: ShapeRun): typeof NULL {
  run.hasInvalidValue = true;
  return NULL;
}

/** The fields to write for an object, by the object's own type where it is known. */
export function typeShapeFor(shape: ObjectShape, object: Record<string, unknown>): TypeShape | undefined {
  const { __typename: typename } = object;
  if (typeof typename === 'string') return shape.typeShape(typename);
  return typename === undefined || typename === null ? shape.typeShape(shape.declared.name) : undefined;
}

/** Writes an object; null when a null inside propagates to it. */
export function writeFields(
  fields: TypeShape,
  object: Record<string, unknown>,
  run: ShapeRun,
): typeof WRITTEN | typeof NULL {
  const { output } = run;
  if (fields.length === 0) {
    output.putConstant(EMPTY_OBJECT);
    return WRITTEN;
  }
  const start = output.length;
  for (const field of fields) {
    output.putConstant(field.opening);
    if (field.isConstant) continue;
    // Most values are strings and numbers, which take the fast path.
    const value = field.isInherited ? getOwn(object, field.readKey) : object[field.readKey];
    if (typeof value === 'string' && field.takesStrings) output.putString(value);
    else if (typeof value === 'number' && field.takesIntegers && Number.isSafeInteger(value)) {
      output.putInteger(value);
    } else {
      const outcome = field.write(value, run);
      if (outcome === INVALID) return takeBack(start, run);
      if (outcome === NULL) output.putConstant(NULL_TEXT);
    }
  }
  output.putConstant(CLOSING_BRACE);
  return WRITTEN;
}
