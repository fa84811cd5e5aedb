import { isLeafType, isListType, isNonNullType } from 'graphql';
import type { GraphQLOutputType } from 'graphql';
import { isRecord } from '../faults.js';
import { isPlain } from '../json.js';
import { getOwn } from '../own.js';
import { compileLeaf } from './leaf.js';
import type { ObjectShape, TypeShape } from './object-shape.js';

/** The text of an object in a shape; the same place has another shape for each type of what holds it. */
export type Memo = Map<ObjectShape, Map<unknown, string>>;

/** One answer being written. */
export interface ShapeRun {
  readonly variables: Readonly<Record<string, unknown>>;
  /** For the places, by number, where one object stands in several: the texts written so far. */
  readonly memos: readonly (Memo | undefined)[];
  /** Whether something could not be written as it was. */
  isFlawed: boolean;
}

/** Writes a value as JSON. `INVALID` when it is null and must not be: then what holds it is null. */
export type ValueWriter = (value: unknown, run: ShapeRun) => string;

const NULL = 'null';
export const INVALID = '';

export function compileValue(type: GraphQLOutputType, shape: ObjectShape | undefined): ValueWriter {
  if (isNonNullType(type)) return nonNullWriter(compileValue(type.ofType, shape));
  if (isListType(type)) return listWriter(compileValue(type.ofType, shape));
  if (isLeafType(type)) return leafWriter(type);
  if (shape === undefined) throw new Error(`${type.name} is selected without fields.`);
  return objectWriter(shape);
}

function nonNullWriter(inner: ValueWriter): ValueWriter {
  return (value, run) => {
    const text = inner(value, run);
    if (text !== NULL) return text;
    run.isFlawed = true;
    return INVALID;
  };
}

function listWriter(inner: ValueWriter): ValueWriter {
  return (value, run) => {
    if (value === null || value === undefined) return NULL;
    if (!Array.isArray(value)) return flaw(run);
    if (value.length === 0) return '[]';
    let text = '';
    for (let index = 0; index < value.length; index++) {
      const element = inner(value[index], run);
      if (element === INVALID) return NULL;
      text += index === 0 ? '[' : ',';
      text += element;
    }
    return text + ']';
  };
}

function leafWriter(type: Parameters<typeof compileLeaf>[0]): ValueWriter {
  const write = compileLeaf(type);
  return (value, run) => (value === null || value === undefined ? NULL : (write(value) ?? flaw(run)));
}

function objectWriter(shape: ObjectShape): ValueWriter {
  const { memo: slot } = shape;
  const write: ValueWriter = (value, run) => {
    if (value === null || value === undefined) return NULL;
    if (!isRecord(value)) return flaw(run);
    const fields = typeShapeFor(shape, value);
    return fields === undefined ? flaw(run) : writeFields(fields, value, run);
  };
  if (slot === undefined) return write;
  return (value, run) => {
    const memo = run.memos[slot];
    if (memo === undefined) return write(value, run);
    let texts = memo.get(shape);
    if (texts === undefined) memo.set(shape, (texts = new Map<unknown, string>()));
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = write(value, run);
    texts.set(value, text);
    return text;
  };
}

function flaw(run: ShapeRun): string {
  run.isFlawed = true;
  return NULL;
}

/** What is written for an object, by its own type where it tells one. */
export function typeShapeFor(shape: ObjectShape, object: Record<string, unknown>): TypeShape | undefined {
  const { __typename: typename } = object;
  if (typeof typename === 'string') return shape.typeShape(typename);
  return typename === undefined || typename === null ? shape.typeShape(shape.declared.name) : undefined;
}

export function writeFields(fields: TypeShape, object: Record<string, unknown>, run: ShapeRun): string {
  if (fields === null) return NULL;
  if (fields.length === 0) return '{}';
  let text = '';
  for (const field of fields) {
    if (field.constant !== undefined) {
      text += field.opening + field.constant;
      continue;
    }
    // Most of what is written is plain strings and numbers: they go the short way.
    const value = field.isInherited ? getOwn(object, field.readKey) : object[field.readKey];
    if (typeof value === 'string' && field.takesStrings && isPlain(value)) {
      // One after the other: every string put together on the way would be one more to collect.
      text += field.quotedOpening;
      text += value;
      text += '"';
    } else if (typeof value === 'number' && field.takesIntegers && Number.isSafeInteger(value)) {
      text += field.opening;
      text += String(value);
    } else {
      const written = field.write(value, run);
      if (written === INVALID) return NULL;
      text += field.opening;
      text += written;
    }
  }
  return text + '}';
}
