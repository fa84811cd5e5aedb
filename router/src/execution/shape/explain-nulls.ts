import { GraphQLError, isListType, isNonNullType } from 'graphql';
import type { GraphQLCompositeType, GraphQLOutputType } from 'graphql';
import { isRecord } from '../faults.js';
import { getOwn } from '../own-property.js';
import { compileLeaf } from './leaf.js';
import type { FieldShape, ObjectShape, TypeShape } from './shape.js';
import { typeShapeFor } from './value.js';
import type { Path } from '../path.js';

/** The response keys that could not be fetched, by object. */
type Unfetched = ReadonlyMap<Record<string, unknown>, ReadonlySet<string>>;

/** The reasons for nulls that no subgraph explained. */
export interface NullReasons {
  /** The response paths of fields that the caller may not have. */
  readonly refusedPaths: readonly Path[];
  /** The values that had to become null although no fetch failed. */
  readonly valueCompletion: readonly GraphQLError[];
}

/** The reasons when every null is explained by its subgraph. */
export const NO_REASONS: NullReasons = { refusedPaths: [], valueCompletion: [] };

interface Known {
  /** The response keys that could not be fetched, because a subgraph gave no value for a required field. */
  readonly unfetched: Unfetched;
  /** False when an error without a path explains all nulls but the refused ones. */
  readonly reportsInvalidValues: boolean;
  /** The errors that subgraphs reported. */
  readonly errors: readonly GraphQLError[];
}

interface Walk extends Known {
  readonly refusedPaths: Path[];
  readonly valueCompletion: GraphQLError[];
  readonly path: (string | number)[];
}

/** The limit of reasons of each kind. More would not help a client, and a list may have thousands. */
const MAX_REASONS = 100;

/** The result of a value: null or not, and whether the reason for a null has been reported. */
interface Outcome {
  readonly isNull: boolean;
  readonly isReported: boolean;
  /** Null at a non-null position, so that the enclosing object or list is null. */
  readonly isInvalid?: boolean;
}

const FINE: Outcome = { isNull: false, isReported: false };

/**
 * Finds the nulls of an answer that no subgraph explained, with their reasons. It runs only when writing met such a
 * null, so it need not be fast.
 * @param at the response path of the object
 */
export function explainNulls(
  fields: TypeShape,
  root: Record<string, unknown>,
  { at, ...known }: Known & { readonly at: Path },
): NullReasons {
  const walk: Walk = { ...known, refusedPaths: [], valueCompletion: [], path: [...at] };
  visitFields(fields, root, walk);
  return walk;
}

function isFull({ refusedPaths, valueCompletion, reportsInvalidValues }: Walk): boolean {
  return (
    refusedPaths.length >= MAX_REASONS && (!reportsInvalidValues || valueCompletion.length >= MAX_REASONS)
  );
}

/** @returns whether a null inside the object makes the object null */
function visitFields(fields: TypeShape, object: Record<string, unknown>, walk: Walk): boolean {
  const before = walk.valueCompletion.length;
  for (const field of fields) {
    if (isFull(walk)) return false;
    if (field.isRefused && walk.refusedPaths.length < MAX_REASONS) {
      walk.refusedPaths.push([...walk.path, field.key]);
    }
    if (field.isInvalid) return true;
    if (field.isComputed) continue;
    walk.path.push(field.key);
    const value = getOwn(object, field.readKey);
    const outcome = visitValue(field.type, field, value, walk);
    if (
      value === undefined &&
      !outcome.isReported &&
      walk.unfetched.get(object)?.has(field.readKey) === true
    ) {
      report(walk, `Cannot fetch ${describe(field.type, field.on, walk)}: what it requires is missing.`);
    }
    walk.path.pop();
    if (outcome.isInvalid !== true) continue;
    // The error that explains the object's null explains what is missing in it.
    if (isExplained(walk, walk.path)) walk.valueCompletion.length = before;
    return true;
  }
  return false;
}

function visitValue(type: GraphQLOutputType, field: FieldShape, value: unknown, walk: Walk): Outcome {
  if (isNonNullType(type)) {
    const inner = visitValue(type.ofType, field, value, walk);
    if (!inner.isNull) return FINE;
    // An error of any field of the object is the reason for its null.
    if (!inner.isReported && !isExplained(walk, objectPath(walk.path)))
      report(walk, `Cannot return null for non-nullable ${describe(type.ofType, field.on, walk)}.`);
    return { isNull: true, isReported: true, isInvalid: true };
  }
  if (value === null || value === undefined) return { isNull: true, isReported: false };
  if (isListType(type)) return visitList(type.ofType, field, value, walk);
  if (field.shape !== undefined) return visitObject(field.shape, field, value, walk);
  const isValid = compileLeaf(type as Parameters<typeof compileLeaf>[0])(value) !== undefined;
  if (isValid) return FINE;
  return reported(walk, `Invalid value found for ${describe(type, field.on, walk)}.`);
}

function visitList(type: GraphQLOutputType, field: FieldShape, value: unknown, walk: Walk): Outcome {
  if (!Array.isArray(value))
    return reported(walk, `Invalid value found for ${describe(type, field.on, walk)}.`);
  let isNull = false;
  let isReported = false;
  for (const [index, element] of (value as unknown[]).entries()) {
    if (isFull(walk)) break;
    walk.path.push(index);
    const outcome = visitValue(type, field, element, walk);
    walk.path.pop();
    isNull ||= outcome.isInvalid === true;
    isReported ||= outcome.isReported;
  }
  return { isNull, isReported };
}

function visitObject(shape: ObjectShape, field: FieldShape, value: unknown, walk: Walk): Outcome {
  const fields = isRecord(value) ? typeShapeFor(shape, value) : undefined;
  if (!isRecord(value) || fields === undefined) {
    const what = isRecord(value) ? 'Invalid __typename found for object at' : 'Invalid value found for';
    return reported(walk, `${what} ${describe(shape.declared, field.on, walk)}.`);
  }
  const isNull = visitFields(fields, value, walk);
  return { isNull, isReported: isNull };
}

function reported(walk: Walk, message: string): Outcome {
  report(walk, message);
  return { isNull: true, isReported: true };
}

function report(walk: Walk, message: string): void {
  if (!walk.reportsInvalidValues || walk.valueCompletion.length >= MAX_REASONS) return;
  if (isExplained(walk, walk.path)) return;
  walk.valueCompletion.push(
    new GraphQLError(message, { path: [...walk.path], extensions: { code: 'INVALID_GRAPHQL' } }),
  );
}

/** Whether an error is at a path, around it or below it. */
function isExplained({ errors }: Walk, at: Path): boolean {
  return errors.some(({ path }) => path !== undefined && isOnOneLine(path, at));
}

/** The path of the object that has the field at a path. */
function objectPath(path: Path): Path {
  return path.slice(
    0,
    path.findLastIndex((segment) => typeof segment === 'string'),
  );
}

/** Whether one path leads to the other. */
function isOnOneLine(one: Path, other: Path): boolean {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index++) if (one[index] !== other[index]) return false;
  return true;
}

function describe(type: GraphQLOutputType, on: GraphQLCompositeType, walk: Walk): string {
  const last = walk.path.at(-1);
  return typeof last === 'string'
    ? `field ${on.name}.${last}`
    : `array element of type ${String(type)} at index ${String(last)}`;
}
